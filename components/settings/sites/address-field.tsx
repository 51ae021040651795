import { TextField, type TextFieldProps } from '@/components/controls/text-field'

/** A field for the address of a web site. */
export function AddressField(props: TextFieldProps) {
  return (
    <TextField
      dir="ltr"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      inputMode="url"
      placeholder="https://shop.example"
      {...props}
    />
  )
}
