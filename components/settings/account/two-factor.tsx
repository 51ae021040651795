'use client'

import { useState } from 'react'
import type { accountOf } from '@/client/desk/account/account'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountForm, type FormProblem, type FormValues } from '@/components/controls/account-form'
import controls from '@/components/controls/controls.module.css'
import { QrPicture } from '@/components/controls/qr-picture'
import { TextField } from '@/components/controls/text-field'
import type { TwoFactorSetup } from '@/contract/people/account'
import { explain } from './explain'
import { PasswordForm } from './password-form'
import { RecoveryCodes } from './recovery-codes'
import styles from './two-factor.module.css'

const { t } = accountWords

type TwoFactorProps = {
  isOn: boolean
  account: ReturnType<typeof accountOf>
  onChanged: (isOn: boolean) => void
  /** Called after the recovery codes were replaced. */
  onRenewed: () => void
}

/** Turns two-factor authentication on or off, and renews its recovery codes. */
export function TwoFactor({ isOn, account, onChanged, onRenewed }: TwoFactorProps) {
  const [step, setStep] = useState<'idle' | 'password' | 'codes' | TwoFactorSetup>('idle')
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null)

  async function begin(password: string): Promise<FormProblem | null> {
    const { value, problem } = await account.beginTwoFactor(password)
    if (problem !== null) return explain(problem)
    setStep(value)
    return null
  }

  async function confirm({ code = '' }: FormValues): Promise<FormProblem | null> {
    if (code.trim() === '') return { fields: { code: t('enterAppCode') } }
    const { value, problem } = await account.confirmTwoFactor(code.trim())
    if (problem?.code === 'wrong_code' || problem?.code === 'validation_failed')
      return { fields: { code: t('wrongAppCode') } }
    if (problem !== null) return explain(problem)
    setRecoveryCodes(value.recoveryCodes)
    setStep('idle')
    onChanged(true)
    return null
  }

  async function renewCodes(password: string): Promise<FormProblem | null> {
    const { value, problem } = await account.renewRecoveryCodes(password)
    if (problem !== null) return explain(problem)
    setRecoveryCodes(value.recoveryCodes)
    setStep('idle')
    onRenewed()
    return null
  }

  async function turnOff(password: string): Promise<FormProblem | null> {
    const { problem } = await account.turnOffTwoFactor(password)
    if (problem !== null) return explain(problem)
    setStep('idle')
    onChanged(false)
    return null
  }

  return (
    <section aria-labelledby="two-factor">
      <h2 id="two-factor">{t('twoFactor')}</h2>
      <p>{isOn ? t('twoFactorIsOn') : t('twoFactorIsOff')}</p>
      {recoveryCodes !== null && (
        <RecoveryCodes codes={recoveryCodes} onDone={() => setRecoveryCodes(null)} />
      )}
      {recoveryCodes === null && step === 'idle' && (
        <div className={controls.choices}>
          {isOn && (
            <button type="button" className={controls.secondary} onClick={() => setStep('codes')}>
              {t('renewCodes')}
            </button>
          )}
          <button type="button" className={controls.secondary} onClick={() => setStep('password')}>
            {isOn ? t('turnOffMore') : t('setUpMore')}
          </button>
        </div>
      )}
      {step === 'password' && (
        <PasswordForm
          label={isOn ? t('passwordToTurnOff') : t('passwordToSetUp')}
          submitLabel={isOn ? t('turnOff') : t('continue')}
          onSubmit={isOn ? turnOff : begin}
        />
      )}
      {step === 'codes' && (
        <>
          <p>{t('renewCodesAbout')}</p>
          <PasswordForm
            label={t('renewCodesPassword')}
            submitLabel={t('renewCodesConfirm')}
            onSubmit={renewCodes}
          />
        </>
      )}
      {typeof step === 'object' && (
        <>
          <p>{t('scan')}</p>
          <QrPicture text={step.uri} label={t('qrCode')} size={216} />
          <p className={styles.key} dir="ltr">
            <code>{step.key.replace(/.{4}(?=.)/g, '$& ')}</code>
          </p>
          <AccountForm submitLabel={t('turnOn')} busyLabel={t('checking')} onSubmit={confirm}>
            <TextField
              name="code"
              label={t('code')}
              inputMode="numeric"
              autoComplete="one-time-code"
              hint={t('appCodeAbout')}
            />
          </AccountForm>
        </>
      )}
      {step !== 'idle' && (
        <button type="button" className={controls.quiet} onClick={() => setStep('idle')}>
          {t('cancel')}
        </button>
      )}
    </section>
  )
}
