import { RealtimeError } from '../errors'

/** A channel as a client names it. */
export type ChannelName = {
  /** The channel itself, without qualifier. */
  name: string
  /** What a qualifier such as `[?rewind=1]` asks for. */
  params: ReadonlyMap<string, string>
}

const MAX_LENGTH = 2_048
const NO_PARAMS: ReadonlyMap<string, string> = new Map()

/** @throws RealtimeError `bad_channel_name` */
export function parseChannelName(text: string): ChannelName {
  if (!text.startsWith('[')) return { name: checked(text), params: NO_PARAMS }

  const end = text.indexOf(']')
  const qualifier = text.slice(1, Math.max(end, 1))
  if (!qualifier.startsWith('?')) throw new RealtimeError('bad_channel_name', refusalOf(qualifier))
  return {
    name: checked(text.slice(end + 1)),
    params: new Map(new URLSearchParams(text.slice(2, end))),
  }
}

/** What Ably has and we have not is named, so that nobody looks for a fault in the name. */
function refusalOf(qualifier: string): string {
  if (qualifier.startsWith('filter=')) return 'this server does not filter channels'
  if (qualifier === 'meta') return 'this server has no meta channels'
  return 'unknown channel qualifier'
}

function checked(name: string): string {
  if (name === '') throw new RealtimeError('bad_channel_name', 'a channel name cannot be empty')
  if (name.length > MAX_LENGTH)
    throw new RealtimeError('bad_channel_name', `a channel name has at most ${MAX_LENGTH} characters`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
  if (/^[:,[\s]|[\u0000-\u001f\u007f\u2028\u2029]/.test(name) || name === '.' || name === '..')
    throw new RealtimeError('bad_channel_name', 'not a name a channel can have')
  return name
}
