"""Phrases of the sentence that stands for a picture, in English and Chinese, by what they say."""

from __future__ import annotations

PLACES = {
    "plain": "",
    "meadow": "in a meadow",
    "forest": "in a forest",
    "sea": "by the sea",
    "city": "in a city",
    "desert": "in the desert",
    "snow": "in the snow",
    "mountain": "in the mountains",
    "space": "in space",
    "room": "in a room",
    "underwater": "under water",
    "garden": "in a garden",
}
VIEWS = PLACES | {
    "plain": "of open land",
    "meadow": "of a meadow",
    "forest": "of a forest",
    "sea": "of the sea",
    "city": "of a city",
    "desert": "of the desert",
    "snow": "of a snowy land",
    "mountain": "of mountains",
    "space": "of space",
    "room": "of a room",
    "garden": "of a garden",
}
TIMES = {"dawn": "at dawn", "dusk": "at dusk", "night": "at night"}
WEATHERS = {
    "rain": "in the rain",
    "snow": "in falling snow",
    "fog": "in fog",
    "storm": "in a storm",
    "wind": "in the wind",
    "cloudy": "under a cloudy sky",
}
DOING = {
    "walk": "walking",
    "run": "running",
    "fly": "flying",
    "swim": "swimming",
    "jump": "jumping",
    "sleep": "sleeping",
}
PARTS = {
    "hill": "a hill",
    "river": "a river",
    "path": "a path",
    "mountain": "a mountain",
    "rainbow": "a rainbow",
    "northern lights": "northern lights",
}
NUMBERS = ("no", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
CHINESE_TIMES = {"dawn": "黎明", "day": "", "dusk": "黄昏", "night": "夜晚"}
CHINESE_WEATHERS = {"rain": "雨中", "snow": "雪中", "fog": "雾中", "storm": "暴风雨中", "wind": "风中"}
CHINESE_PLACES = {
    "plain": "",
    "meadow": "草地上",
    "forest": "森林里",
    "sea": "大海",
    "city": "城市里",
    "desert": "沙漠里",
    "snow": "雪地里",
    "mountain": "山间",
    "space": "太空中",
    "room": "房间里",
    "underwater": "水下",
    "garden": "花园里",
}
KINDS = {
    "portrait": "a portrait of",
    "close-up": "a close-up of",
    "still life": "a still life with",
    "aerial": "a view from above of",
    "isometric": "an isometric picture of",
    "map": "a map with",
    "pattern": "a pattern of",
    "cutaway": "a cutaway with",
    "poster": "a poster of",
    "icon": "an icon of",
    "logo": "a logo of",
    "sticker": "a sticker of",
    "silhouette": "a silhouette of",
    "pixel": "pixel art of",
    "storyboard": "a storyboard of",
}
"""What comes before the things; without its last word where there are none."""
CHINESE_KINDS = {
    "portrait": "肖像",
    "close-up": "特写",
    "still life": "静物",
    "aerial": "俯瞰图",
    "isometric": "等距图",
    "map": "地图",
    "pattern": "图案",
    "cutaway": "剖面图",
    "poster": "海报",
    "icon": "图标",
    "logo": "标志",
    "sticker": "贴纸",
    "silhouette": "剪影",
    "pixel": "像素画",
    "storyboard": "分镜",
}
NOWHERE = ("portrait", "close-up", "still life", "map", "pattern", "cutaway", "icon", "logo", "sticker")
"""Kinds of picture in which a place is seen only if it was named."""
TIMELESS = ("map", "pattern", "cutaway", "icon", "logo", "sticker")
"""Kinds that look the same at night."""
PEOPLE = ("person", "man", "woman", "boy", "girl", "child", "baby")
