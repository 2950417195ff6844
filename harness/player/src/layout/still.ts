/** Keeps the last picture in view while there is none: on a canvas behind the video, which is see-through when empty. */

export function keepPicture(video: HTMLVideoElement, canvas: HTMLCanvasElement): void {
  // A video that never got a picture leaves the one kept before.
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) return;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
}
