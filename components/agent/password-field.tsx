'use client'

import { useState } from 'react'
import { TextField, type TextFieldProps } from './text-field'

/** A password that can be shown while it is typed. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'addition'>) {
  const [isShown, setIsShown] = useState(false)
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      spellCheck={false}
      autoCapitalize="none"
      addition={
        <button type="button" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
          Show <span className="visually-hidden">password</span>
        </button>
      }
    />
  )
}
