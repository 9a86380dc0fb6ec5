/** What the loop of a command calls, without linking timers and topics into a module that uses none. */

function ignore(token: u32, number: u32): void {}

let timer: (token: u32, lost: u32) => void = ignore;
let message: (token: u32, waiting: u32) => void = ignore;

export function setTimerHook(hook: (token: u32, lost: u32) => void): void {
  timer = hook;
}

export function setMessageHook(hook: (token: u32, waiting: u32) => void): void {
  message = hook;
}

export function timerHook(token: u32, lost: u32): void {
  timer(token, lost);
}

export function messageHook(token: u32, waiting: u32): void {
  message(token, waiting);
}
