/** The `socket` events of one socket: posted while any of what the guest asked for holds. */
import type { ContainerContext } from "../../kernel/context.js";
import type { Source } from "../../kernel/events.js";

export class SocketWatch {
  private readonly cx: ContainerContext;
  private readonly ready: () => number;
  private source: Source | undefined;
  private interest = 0;

  /** `ready`: bits of `readiness` that hold now. */
  constructor(cx: ContainerContext, ready: () => number) {
    this.cx = cx;
    this.ready = ready;
  }

  set(interest: number, token: number): void {
    if (interest === 0) {
      this.close();
      return;
    }
    if (this.source?.token !== token) {
      const source = this.cx.events.register("socket", token, {
        level: {
          ready: () => (this.ready() & this.interest) !== 0,
          take: () => ({ data: this.ready() & this.interest, lost: 0 }),
        },
      });
      this.source?.close();
      this.source = source;
    }
    this.interest = interest;
    this.changed();
  }

  /** To be called whenever the socket's readiness may have changed. */
  changed(): void {
    this.source?.wake();
  }

  close(): void {
    this.source?.close();
    this.source = undefined;
    this.interest = 0;
  }
}
