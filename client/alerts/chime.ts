import { StoredFlag } from '@/client/browser/stored-flag'

/** The shortest time between two chimes across all tabs, in milliseconds. */
const PAUSE_MS = 2_000

/** Two short tones: their pitches in hertz. */
const TONES = [660, 880]
const TONE_SECONDS = 0.14

let context: AudioContext | null = null

/** Set if the chime is switched off. */
export const chimeOff = new StoredFlag('chime-off')

/** Whether the browser allows this page to play sound, which takes a click or key press first. */
export function canChime(): boolean {
  return navigator.userActivation?.hasBeenActive === true
}

/**
 * Plays the chime unless it is switched off, once for all tabs in browsers with locks. Stays silent before the first click or
 * key press in the page.
 */
export async function chime(): Promise<void> {
  if (!canChime() || (await chimeOff.read())) return
  const ring = async (lock: unknown) => {
    if (lock === null) return
    await play()
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  try {
    if (navigator.locks) await navigator.locks.request('porchlight:chime', { ifAvailable: true }, ring)
    else await play()
  } catch {
    // No sound device, or the browser refuses locks. Alerts are also visible.
  }
}

async function play(): Promise<void> {
  context ??= new AudioContext()
  if (context.state === 'suspended') await context.resume()
  for (const [index, pitch] of TONES.entries()) {
    const start = context.currentTime + index * TONE_SECONDS
    const tone = new OscillatorNode(context, { frequency: pitch })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setValueAtTime(0.12, start)
    volume.gain.exponentialRampToValueAtTime(0.001, start + 2 * TONE_SECONDS)
    tone.connect(volume).connect(context.destination)
    tone.start(start)
    tone.stop(start + 2 * TONE_SECONDS)
  }
}
