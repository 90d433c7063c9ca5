/**
 * A number whose digits a double does not hold (`18446744073709551615`, `1e400`): RFC 8785 knows doubles only, and would make one of
 * several. Written out in one way, its last digit and its exponent as they are: `1.8446744073709551615e19`.
 */
export class Decimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * The number that a JSON number stands for. A double where the shortest text of that double (RFC 8785, 3.2.2.3) is the same decimal: `1.0`
 * and `1` are one number, so are `0.1` and `1e-1`; else the decimal itself. So two texts are the same exactly where their values are.
 * @param written of at most some thousand characters
 */
export function numberOf(written: string): number | Decimal {
  const double = Number(written);
  const shortest = String(double);
  if (shortest === written) return double;
  const exact = decimalOf(written);
  return Number.isFinite(double) && decimalOf(shortest) === exact ? double : new Decimal(exact);
}

/** Sign, digits without zeros at either end, and exponent. */
function decimalOf(written: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(written)!;
  const digits = (whole! + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - 1);
  return `${sign!}${kept[0]!}${kept.length > 1 ? `.${kept.slice(1)}` : ''}e${power}`;
}
