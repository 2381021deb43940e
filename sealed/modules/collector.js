// Has a browser's collector come in time, so that a page or worker does not hold more the bigger the file.

const UNTOUCHED = 16_777_216;

// A browser keeps what a Blob held until its collector comes, and Blobs do not make it come. An array does, and takes no memory while
// nobody writes to it.
export function hurryCollector() {
  try {
    return new ArrayBuffer(UNTOUCHED).byteLength;
  } catch {
    return 0; // no room for it: then the collector comes by itself
  }
}
