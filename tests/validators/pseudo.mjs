// Pseudo-languages have no strings of their own: theirs are the English ones, changed.
export const PSEUDO = ["en-XA", "ar-XB"];

// English words from those of a pseudo-language, without what makes them longer.
export const english = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/ð/g, "d").replace(/Ð/g, "D").replace(/(?:lorem|ipsum|dolor|sit|amet|nec|felis)+/g, "");
