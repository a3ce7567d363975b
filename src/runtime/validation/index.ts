/** Entry of `clientwright/runtime/validation`: checking requests and answers with a validator of your choice. */
export {
  createValidation,
  type ValidationOptions,
  type Validator,
  type ValueToCheck,
} from "./create-validation.js";
export type { JsonSchema, OperationRequests, RequestSchemas } from "./request-schemas.js";
export { requestValidator } from "./request-validator.js";
export { type OperationSchemas, type StandardSchema, standardSchema } from "./standard-schema.js";
export {
  type CheckedCall,
  type Issue,
  type Validation,
  type ValueLocation,
  withInput,
} from "./validation.js";
