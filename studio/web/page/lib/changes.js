// Changes: which words of two texts are in one of them only, by their longest common run of words.
const MOST = 1500; // words of each that are compared; what comes after is as it is
const WORD = /\p{Script=Han}|[\p{L}\p{N}\p{M}’'-]+|[^\p{L}\p{N}\p{M}]+/gu;

// Both texts in pieces: {text, differs}. A Chinese character is a word.
export function changes(one, other) {
  const a = one.match(WORD) || [], b = other.match(WORD) || [];
  const same = common(a.slice(0, MOST), b.slice(0, MOST));
  return [pieces(a, same.map(([at]) => at)), pieces(b, same.map(([, at]) => at))];
}

// Pairs of places that hold the same word, in order: the longest such list.
function common(a, b) {
  const width = b.length + 1, lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const pairs = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}

function pieces(words, same) {
  const kept = new Set(same), all = [];
  words.forEach((text, at) => {
    const differs = at < MOST && !kept.has(at) && text.trim() !== '';
    if (all.at(-1)?.differs === differs) all.at(-1).text += text;
    else all.push({text, differs});
  });
  return all;
}
