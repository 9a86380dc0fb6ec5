/** Wildcards inside one segment: `*` stands for any characters, also none. */

/** `a**b` is `a*b`. */
export function normalizeGlob(glob: string): string {
  return glob.replace(/\*{2,}/g, "*");
}

/**
 * Is everything that `inner` means also meant by `outer`? A `*` of `inner` may become a letter that `outer` does not
 * contain, so only a `*` of `outer` can take it; reading it as one such letter decides the question.
 */
export function globCovers(outer: string, inner: string): boolean {
  let o = 0;
  let i = 0;
  let retryOuter = -1;
  let retryInner = -1;
  while (i < inner.length) {
    const wanted = outer[o];
    if (wanted === "*") {
      retryOuter = ++o;
      retryInner = i;
    } else if (wanted !== undefined && wanted === inner[i]) {
      o += 1;
      i += 1;
    } else if (retryOuter >= 0) {
      o = retryOuter;
      i = ++retryInner;
    } else {
      return false;
    }
  }
  while (outer[o] === "*") o += 1;
  return o === outer.length;
}

/** Is there a text that both mean? */
export function globOverlaps(a: string, b: string): boolean {
  // reached[j]: the part of `a` read so far and `b` up to j can mean the same text.
  let reached = Array.from({ length: b.length + 1 }, (_, j) => isStars(b, j));
  for (let i = 0; i < a.length; i++) {
    const star = a[i] === "*";
    const next = [star && reached[0] === true];
    for (let j = 0; j < b.length; j++) {
      const before = reached[j] === true;
      const here = next[j] === true;
      const above = reached[j + 1] === true;
      if (star) next.push(here || above || before);
      else if (b[j] === "*") next.push(here || above || before);
      else next.push(before && a[i] === b[j]);
    }
    reached = next;
  }
  return reached[b.length] === true;
}

function isStars(glob: string, length: number): boolean {
  for (let j = 0; j < length; j++) if (glob[j] !== "*") return false;
  return true;
}
