// The engine as WebAssembly (bindings/wasm): build.mjs says where it is.
declare module "spanne-wasm" {
  export interface Engine {
    _spanne_service_new(today: number): number;
    _spanne_service_handle(service: number, message: number): number;
    _spanne_service_has_work(service: number): number;
    _spanne_service_work(service: number, steps: number): number;
    _spanne_service_free(service: number): void;
    _spanne_free(text: number): void;
    _malloc(size: number): number;
    _free(pointer: number): void;
    lengthBytesUTF8(text: string): number;
    stringToUTF8(text: string, pointer: number, size: number): void;
    UTF8ToString(pointer: number): string;
  }
  export default function load(options: { wasmBinary: Uint8Array }): Promise<Engine>;
}
