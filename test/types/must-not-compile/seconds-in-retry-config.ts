/** the retry settings are in milliseconds and say so */
import { RetryConfig } from "clientwright/neurograph";

// error: TS2561 Did you mean to write 'initialDelayMs'
export const mistake = () => new RetryConfig({ initialDelay: 0.5 });
