import type { VisitorCatalogue } from './catalogue'

/** Turkish, with the formal address. A number stands before a singular; endings that would follow a name are avoided. */
export const tr: VisitorCatalogue<'tr'> = {
  team: 'Destek',
  chat: 'Sohbet',
  openChat: 'Sohbeti aç',
  openChatUnread: {
    one: 'Sohbeti aç, {count} okunmamış mesaj',
    other: 'Sohbeti aç, {count} okunmamış mesaj',
  },
  closeChat: 'Sohbeti kapat',
  chatLoading: 'Sohbet yükleniyor…',
  chatNotLoaded: 'Sohbet yüklenemedi. Bağlantınızı kontrol edip yeniden deneyin.',
  tryAgain: 'Yeniden dene',
  chatBroken: 'Sohbet gösterilemedi. Yazdıklarınız saklandı.',
  showAgain: 'Yeniden göster',
  reloadPage: 'Sayfayı yenile',

  newMessage: 'Yeni mesaj',
  newMessageFrom: 'Yeni mesaj, gönderen: {name}',
  newMessagesFrom: {
    one: '{count} yeni mesaj, gönderen: {names}',
    other: '{count} yeni mesaj, gönderenler: {names}',
  },
  dismissMessage: 'Mesajı gizle',

  online: 'Çevrimiçi',
  away: 'Uzakta · sonra yanıtlayacağız',
  reconnecting: 'Yeniden bağlanıyor… mesajlarınız kaydedildi',
  backOnline: 'Yeniden çevrimiçi',
  nothingKept:
    'Bu tarayıcı bu sayfa için hiçbir şey saklamıyor. Henüz gönderilmeyenler sayfadan ayrılınca kaybolur.',
  hello: 'Merhaba! Nasıl yardımcı olabiliriz?',
  invitation: 'Bize yazın. Sayfadan ayrılıp sonra dönseniz bile ekibimizden biri burada yanıt verir.',
  cookiesNeeded: 'Bu tarayıcı sohbeti saklamıyor. Devam etmek için bu sitenin çerezlerine izin verin.',
  erased: 'Önceki görüşme silindi. Yenisini başlatmak için yazın.',
  blocked: 'Şu anda buraya yazamazsınız. Yazdıklarınız saklandı.',
  closed: 'Görüşme kapandı. Yeniden açmak için yazın.',

  field: 'Mesaj',
  writeMessage: 'Mesaj yazın…',
  send: 'Gönder',
  charactersLeft: { one: '{count} karakter kaldı', other: '{count} karakter kaldı' },
  charactersTooMany: {
    one: '{count} karakter fazla. Göndermek için metni kısaltın.',
    other: '{count} karakter fazla. Göndermek için metni kısaltın.',
  },

  messages: 'Mesajlar',
  newMessages: { one: '{count} yeni mesaj', other: '{count} yeni mesaj' },
  newFromHere: 'Yeni',
  earlierChanges: {
    one: 'Önceki {count} değişikliği göster',
    other: 'Önceki {count} değişikliği göster',
  },
  hideEarlierChanges: 'Önceki değişiklikleri gizle',
  youClosed: 'Bu görüşmeyi kapattınız',
  closedBy: '{name} bu görüşmeyi kapattı',
  youReopened: 'Bu görüşmeyi yeniden açtınız',
  reopenedBy: '{name} bu görüşmeyi yeniden açtı',
  typing: { one: '{names} yazıyor…', other: '{names} yazıyor…' },

  you: 'Siz',
  messageDeleted: 'Mesaj silindi',
  edited: 'Düzenlendi',
  messageBroken: 'Bu mesaj gösterilemiyor',
  showMore: 'Daha fazla göster',
  showLess: 'Daha az göster',
  sending: 'Gönderiliyor…',
  waiting: 'Bağlantı bekleniyor',
  slowed: 'Gönderim yavaşladı',
  sent: 'Gönderildi',
  read: 'Okundu',
  notSent: 'Gönderilmedi',
  messageNotSent: 'Mesaj gönderilmedi',
  retry: 'Yeniden dene',
  discard: 'Sil',
}
