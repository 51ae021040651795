'use client'

import { useState } from 'react'
import { partWords } from '@/client/words/parts/words'
import { TextField, type TextFieldProps } from './text-field'

const { t } = partWords

/** A password field with a button to show the password. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'addition'>) {
  const [isShown, setIsShown] = useState(false)
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      addition={
        <button
          type="button"
          aria-label={t('showPassword')}
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
        >
          {t('show')}
        </button>
      }
    />
  )
}
