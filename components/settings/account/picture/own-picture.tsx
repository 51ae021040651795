'use client'

import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import type { accountOf } from '@/client/desk/account/account'
import { openPicture } from '@/client/desk/account/picture/picture-file'
import { accountWords } from '@/client/words/settings/account-words'
import controls from '@/components/controls/controls.module.css'
import { Dialog } from '@/components/controls/dialog'
import { Avatar } from '@/components/ui/avatar'
import type { Profile } from '@/contract/people/account'
import { PICTURE_TYPES } from '@/contract/people/picture'
import { explain } from '../explain'
import { CropForm } from './crop-form'
import styles from './own-picture.module.css'

const { t } = accountWords

type OwnPictureProps = {
  profile: Profile
  account: ReturnType<typeof accountOf>
  onChanged: (profile: Profile, said: string) => void
}

/** The agent's picture: choose or drop a file and crop it, or remove the picture. */
export function OwnPicture({ profile, account, onChanged }: OwnPictureProps) {
  const [opened, setOpened] = useState<ImageBitmap | null>(null)
  const [problem, setProblem] = useState<ReactNode>(null)
  const [isDropping, setIsDropping] = useState(false)
  const [isRemoving, setIsRemoving] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const choose = useRef<HTMLButtonElement>(null)

  async function open(file: File | undefined) {
    if (file === undefined) return
    setProblem(null)
    const picture = await openPicture(file)
    if (picture === null) setProblem(t('pictureUnreadable'))
    else setOpened(picture)
  }

  function close() {
    opened?.close()
    setOpened(null)
  }

  /** Resolves to an error message, or `null` on success. */
  async function save(file: Blob): Promise<ReactNode> {
    const { value, problem } = await account.setPicture(file)
    if (problem !== null) return explain(problem).form
    close()
    onChanged(value, t('pictureSaved'))
    return null
  }

  async function remove() {
    setProblem(null)
    setIsRemoving(true)
    const { value, problem } = await account.removePicture()
    setIsRemoving(false)
    if (problem !== null) return setProblem(explain(problem).form)
    // The focused button is about to unmount.
    choose.current?.focus()
    onChanged(value, t('pictureRemoved'))
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setIsDropping(false)
    void open(event.dataTransfer.files[0])
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is an alternative to the button
    <div
      className={styles.picture}
      data-dropping={isDropping}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setIsDropping(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsDropping(false)
      }}
      onDrop={drop}
    >
      <Avatar id={profile.id} name={profile.name} picture={profile.picture} size={72} />
      <div>
        <p className={styles.hint} id="picture-hint">
          {t(profile.picture === null ? 'pictureMissing' : 'pictureAbout')}
        </p>
        <div className={controls.choices}>
          <button
            ref={choose}
            type="button"
            className={controls.secondary}
            aria-describedby="picture-hint"
            onClick={() => input.current?.click()}
          >
            {t(profile.picture === null ? 'choosePicture' : 'chooseOtherPicture')}
          </button>
          {profile.picture !== null && (
            <button type="button" className={controls.secondary} disabled={isRemoving} onClick={remove}>
              {t('removePicture')}
            </button>
          )}
        </div>
        {problem && (
          <p role="alert" className={styles.problem}>
            {problem}
          </p>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept={[...PICTURE_TYPES, 'image/png', 'image/avif', 'image/heic'].join(',')}
        hidden
        aria-label={t('pictureFile')}
        onChange={({ currentTarget }) => {
          void open(currentTarget.files?.[0])
          // Otherwise choosing the same file again fires no event.
          currentTarget.value = ''
        }}
      />
      <Dialog
        title={t('cropTitle')}
        isOpen={opened !== null}
        onClose={close}
        returnFocus={() => choose.current}
      >
        {opened !== null && <CropForm picture={opened} onSave={save} onCancel={close} />}
      </Dialog>
    </div>
  )
}
