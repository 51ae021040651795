'use client'

import {
  type FormEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { MAX_ZOOM, moveCrop, wholeCrop, zoomCrop, zoomOf } from '@/client/desk/account/picture/crop'
import { drawPicture, encodePicture } from '@/client/desk/account/picture/picture-file'
import { accountWords } from '@/client/words/settings/account-words'
import controls from '@/components/controls/controls.module.css'
import styles from './crop-form.module.css'

const { t } = accountWords

/** The canvas's side in pixels: twice its displayed size, for sharp screens. */
const CANVAS_SIDE = 512

/** How far an arrow key moves the crop, as a fraction of its side. */
const STEP = 0.04
const ZOOM_STEP = 1.1

const directions: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}

type CropFormProps = {
  picture: ImageBitmap
  /** Resolves to an error message, or `null` on success. */
  onSave: (file: Blob) => Promise<ReactNode>
  onCancel: () => void
}

/** Crops a picture to a square, by dragging and zooming or by keyboard. */
export function CropForm({ picture, onSave, onCancel }: CropFormProps) {
  const [crop, setCrop] = useState(() => wholeCrop(picture))
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<ReactNode>(null)
  const area = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const hintId = useId()
  const zoom = zoomOf(picture, crop)

  useEffect(() => {
    if (canvas.current !== null) drawPicture(canvas.current, picture, crop)
  }, [picture, crop])

  // React's wheel listener is passive, so it could not keep the page from scrolling.
  useEffect(() => {
    const dragged = area.current
    if (dragged === null) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      setCrop((now) =>
        zoomCrop(picture, now, zoomOf(picture, now) * ZOOM_STEP ** (event.deltaY < 0 ? 1 : -1)),
      )
    }
    dragged.addEventListener('wheel', onWheel, { passive: false })
    return () => dragged.removeEventListener('wheel', onWheel)
  }, [picture])

  function drag(event: PointerEvent<HTMLElement>) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { width } = event.currentTarget.getBoundingClientRect()
    const { movementX, movementY } = event
    setCrop((now) => moveCrop(picture, now, -movementX / width, -movementY / width))
  }

  function press(event: KeyboardEvent) {
    const direction = directions[event.key]
    const factor =
      event.key === '+' || event.key === '=' ? ZOOM_STEP : event.key === '-' ? 1 / ZOOM_STEP : null
    if (direction !== undefined) setCrop((now) => moveCrop(picture, now, ...direction))
    else if (factor !== null) setCrop((now) => zoomCrop(picture, now, zoomOf(picture, now) * factor))
    else return
    event.preventDefault()
  }

  async function save(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    setIsBusy(true)
    const file = await encodePicture(picture, crop)
    setProblem(file === null ? t('pictureNotEncoded') : await onSave(file))
    setIsBusy(false)
  }

  return (
    <form className={styles.form} onSubmit={save}>
      <p className={styles.hint} id={hintId}>
        {t('cropHint')}
      </p>
      {/* The `application` role makes screen readers pass on the arrow keys. */}
      <div
        ref={area}
        className={styles.area}
        role="application"
        aria-label={t('cropArea')}
        aria-describedby={hintId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the crop
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={press}
      >
        <canvas ref={canvas} width={CANVAS_SIDE} height={CANVAS_SIDE} />
      </div>
      <label className={styles.zoom}>
        <span>{t('zoom')}</span>
        <input
          type="range"
          min={1}
          max={MAX_ZOOM}
          step={0.05}
          value={zoom}
          onChange={({ currentTarget: { valueAsNumber } }) => setCrop(zoomCrop(picture, crop, valueAsNumber))}
        />
      </label>
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={controls.choices}>
        <button type="submit" className={controls.button} aria-disabled={isBusy}>
          {isBusy ? t('saving') : t('savePicture')}
        </button>
        <button type="button" className={controls.secondary} onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  )
}
