import { teamWords } from '@/client/words/settings/words'

/** Between one page of the settings and the next. */
export default function SettingsLoading() {
  return <p role="status">{teamWords.t('loading')}</p>
}
