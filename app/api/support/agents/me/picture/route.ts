import { PICTURE_TYPES } from '@/contract/people/picture'
import { removePicture, setPicture } from '@/server/agents/picture/picture'
import { json } from '@/server/http/answer'
import { requireViewer } from '@/server/http/credentials/session'
import { handler } from '@/server/http/handler'
import { readFile } from '@/server/http/input'
import { requireCan } from '@/server/policy/require-can'

/** Gives the agent who asks a picture. */
export const PUT = handler('change', async (request) => {
  const viewer = await requireViewer(request)
  requireCan(viewer, 'use_account')
  return json(await setPicture(viewer, await readFile(request, PICTURE_TYPES, 'picture_unsupported')))
})

/** Removes it again. */
export const DELETE = handler('change', async (request) =>
  json(await removePicture(await requireViewer(request))),
)
