// Sound: one piece plays at a time, whoever plays it.
class Sound extends EventTarget {
  _audio = null;
  _of = '';

  plays(card) {
    return this._of === card.id && this._audio !== null && !this._audio.paused;
  }

  // Play a card from its beginning, or stop it.
  toggle(card) {
    if (this.plays(card)) return this._audio.pause();
    this._audio?.pause();
    this._audio = new Audio(card.main);
    this._of = card.id;
    this.follow(this._audio);
    this._audio.play().catch(() => this._tell());
  }

  // Whatever else plays falls silent when this element begins.
  follow(element) {
    element.addEventListener('play', () => {
      if (this._current && this._current !== element) this._current.pause();
      this._current = element;
      this._tell();
    });
    for (const end of ['pause', 'ended']) element.addEventListener(end, () => this._tell());
  }

  silence() {
    this._current?.pause();
  }

  _tell() { this.dispatchEvent(new Event('change')); }
}

export const sound = new Sound();
