/** An IP address or a host name, with a port: what Envoy tells endpoints apart by. */
export interface Address {
  readonly address: string;
  readonly port: number;
}

/** A set of addresses. Sorted by address and not by a text of both: such a set is made for every load that is worked out. */
export class AddressSet {
  private readonly ports = new Map<string, number[]>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  has({ address, port }: Address): boolean {
    return this.ports.get(address)?.includes(port) ?? false;
  }

  /** Tells whether it is new. */
  add({ address, port }: Address): boolean {
    const ports = this.ports.get(address);
    if (ports?.includes(port)) return false;
    if (ports) ports.push(port);
    else this.ports.set(address, [port]);
    this.count++;
    return true;
  }
}
