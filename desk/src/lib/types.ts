// The event types of the codebook, read from its folder when the page is built.
declare const CODEBOOK: readonly string[];

export const TYPES: readonly string[] = CODEBOOK;
