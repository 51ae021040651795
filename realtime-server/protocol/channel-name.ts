import { RealtimeError } from '../errors'

/** A parsed channel name. */
export type ChannelName = {
  /** The name without its qualifier. */
  name: string
  /** The parameters in a qualifier such as `[?rewind=1]`. */
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

/** Names Ably features that are missing here, so that a refusal does not suggest a typo. */
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
    throw new RealtimeError('bad_channel_name', 'not a valid channel name')
  return name
}
