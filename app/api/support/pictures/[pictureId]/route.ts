import { readPicture } from '@/server/agents/picture/picture'
import { handler } from '@/server/http/handler'
import { immutableFile } from '@/server/http/immutable-file'
import { readId } from '@/server/http/input'

type Params = { pictureId: string }

/** Returns an agent's picture. Pages of other origins may embed it, so no credentials are read. */
export const GET = handler<Params>(
  'picture',
  async (_request, { pictureId }) => {
    const { bytes, type } = await readPicture(readId(pictureId))
    return immutableFile(bytes, type)
  },
  'everyone',
)
