/** Addresses at the start of a range that are left to the cluster itself, such as the one of the `kubernetes` Service. */
const RESERVED = 10;

/** Hands out the IPv4 addresses of a range one after the other, always in the same order. */
export class AddressPool {
  static create(cidr: string, taken: Iterable<string> = []): AddressPool {
    return new AddressPool(cidr, new Set(taken));
  }

  readonly #cidr: string;
  readonly #taken: ReadonlySet<string>;
  readonly #base: number;
  readonly #size: number;
  #next = RESERVED;

  private constructor(cidr: string, taken: ReadonlySet<string>) {
    const [address, bits] = cidr.split('/');
    this.#cidr = cidr;
    this.#taken = taken;
    this.#base = address
      .split('.')
      .reduce((sum, part) => sum * 256 + Number(part), 0);
    this.#size = 2 ** (32 - Number(bits));
  }

  /** The next free address. */
  take(): string {
    for (;;) {
      // The last address of a range is its broadcast address.
      if (this.#next >= this.#size - 1) {
        throw new Error(`All addresses of ${this.#cidr} are taken`);
      }
      const address = dotted(this.#base + this.#next);
      this.#next += 1;
      if (!this.#taken.has(address)) {
        return address;
      }
    }
  }
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map(shift => (value >>> shift) & 0xff).join('.');
}
