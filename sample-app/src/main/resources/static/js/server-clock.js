// The server's time: the browser's clock may be wrong, and a countdown would be as wrong as that.

let serverMillis = Date.now();
let readAt = performance.now();

export function synchronise(now) {
	serverMillis = Date.parse(now);
	readAt = performance.now();
}

export function serverNow() {
	return serverMillis + performance.now() - readAt;
}
