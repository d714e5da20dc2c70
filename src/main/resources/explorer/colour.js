// Colour says which word it is; lightness, length and thickness say how much. The palettes hold for
// colour-blind readers, and lightness changes one way only, so that grey prints hold, too.

const WORDS = {
  light: ['#1f4fbf', '#d06a1c', '#2fa58e', '#7a1f5c', '#0f7fb5', '#5b4a00'],
  dark: ['#6ba3ff', '#f79a3c', '#a9f2da', '#d4628c', '#8a77e6', '#f7e26a'],
};
const REST = { light: '#8b93a0', dark: '#8a94a3' };
const SEQUENTIAL = {
  light: ['#f5f8fc', '#d3e3f5', '#9cc3ea', '#5a9bd8', '#2668b2', '#0b3a78'],
  dark: ['#131a23', '#16304f', '#1c4f86', '#2f7ac4', '#78b4ef', '#d9ecff'],
};
const DIVERGING = {
  light: ['#b35806', '#f1a340', '#fbe3c4', '#f5f8fc', '#cfe1f5', '#5a9bd8', '#0b3a78'],
  dark: ['#ffb86b', '#c9761f', '#5c3a16', '#131a23', '#16304f', '#2f7ac4', '#d9ecff'],
};

/** How many words have a colour of their own. */
export const COLOURS = 6;

/** The colour of the word with a rank, or that of all others. */
export function wordColour(rank, theme) {
  return WORDS[theme][rank] ?? REST[theme];
}

/** The stops of a scale: sequential from 0 up, or diverging with 0 in the middle. */
export function stops(diverging, theme) {
  return (diverging ? DIVERGING : SEQUENTIAL)[theme];
}

/** The colour at a place of a scale, from 0 to 1. */
export function at(colours, place) {
  const x = Math.min(0.99999, Math.max(0, place)) * (colours.length - 1);
  const from = rgb(colours[Math.floor(x)]);
  const to = rgb(colours[Math.floor(x) + 1]);
  return from.map((channel, n) => Math.round(channel + (to[n] - channel) * (x - Math.floor(x))));
}

/** A colour as CSS writes it. */
export function css([red, green, blue]) {
  return `rgb(${red} ${green} ${blue})`;
}

/** Black or white, whichever is read more easily on a colour: always at least 4.58 to 1. */
export function ink(colour) {
  const [red, green, blue] = (typeof colour === 'string' ? rgb(colour) : colour).map((value) => {
    const channel = value / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}

function rgb(hex) {
  return [1, 3, 5].map((start) => parseInt(hex.slice(start, start + 2), 16));
}
