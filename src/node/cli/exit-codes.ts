/** What the command's exit codes mean. */

export const exitCodes = {
  success: 0,
  /** The server or the network said no, or no command was given. */
  failure: 1,
  /** The command line or the environment makes no sense; nothing was sent. */
  usage: 2,
  /** 128 and the number of SIGINT. */
  interrupted: 130,
} as const;

/** The code that a shell sees. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
