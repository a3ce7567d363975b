/** durations of the Rust Auth client are milliseconds, and say so */
import { AuthClient } from "clientwright/rust-auth";

// error: TS2769 'timeout' does not exist in type 'AuthClientOptions'
export const mistake = () => new AuthClient({ timeout: 30 });
