const [base, tMin, tMax, skew, damp] = [36, 1, 26, 38, 700];

/** A label of a host name (`xn--80ak6aa92e`) in the letters it stands for (RFC 3492, 6.2); as it is where it is none, or no valid one. */
export function decodeLabel(label: string): string {
  if (!/^xn--/i.test(label) || label.length > 63) return label;
  const text = label.slice(4);
  const dash = text.lastIndexOf('-');
  const output = Array.from(dash > 0 ? text.slice(0, dash) : '');
  let [code, at, bias] = [128, 0, 72];
  for (let i = dash > 0 ? dash + 1 : 0; i < text.length; ) {
    const before = at;
    for (let weight = 1, k = base; ; k += base) {
      const digit = digitOf(text.charCodeAt(i++));
      if (digit === undefined) return label;
      at += digit * weight;
      const threshold = Math.min(Math.max(k - bias, tMin), tMax);
      if (digit < threshold) break;
      weight *= base - threshold;
    }
    const length = output.length + 1;
    bias = adapt(at - before, length, before === 0);
    code += Math.floor(at / length);
    at %= length;
    if (code > 0x10ffff) return label;
    output.splice(at++, 0, String.fromCodePoint(code));
  }
  return output.join('');
}

function digitOf(unit: number): number | undefined {
  if (unit >= 48 && unit <= 57) return unit - 22;
  const letter = (unit | 32) - 97;
  return letter >= 0 && letter < 26 ? letter : undefined;
}

function adapt(delta: number, length: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? damp : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((base - tMin) * tMax) >> 1; k += base) rest = Math.floor(rest / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * rest) / (rest + skew));
}
