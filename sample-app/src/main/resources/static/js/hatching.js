// Hatches the times at which a circuit was open, behind the lines.

const SPACING = 6;

export function hatch(plot, open, colour) {
	const { ctx, bbox: { left, top, width, height } } = plot;
	ctx.save();
	ctx.beginPath();
	ctx.rect(left, top, width, height);
	ctx.clip();
	ctx.fillStyle = pattern(ctx, colour);
	open.forEach((isOpen, index) => {
		if (isOpen) {
			const [from, to] = [Math.max(0, index - 1), index].map((at) => Math.round(plot.valToPos(plot.data[0][at], "x", true)));
			ctx.fillRect(from, top, to - from, height);
		}
	});
	ctx.restore();
}

function pattern(ctx, colour) {
	const size = SPACING * devicePixelRatio;
	const tile = new OffscreenCanvas(size, size);
	const lines = tile.getContext("2d");
	lines.strokeStyle = colour;
	lines.lineWidth = devicePixelRatio;
	for (const shift of [-size, 0, size]) {
		lines.moveTo(shift - 1, size + 1);
		lines.lineTo(shift + size + 1, -1);
	}
	lines.stroke();
	return ctx.createPattern(tile, "repeat");
}
