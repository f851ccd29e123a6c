/** Durations and moments as people write and read them. Pure. */
import { misused } from '../errors.ts'

/** Seconds as a person says them: `11h 59m`, `42m`, `30s`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole}s`
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  if (hours === 0) return `${minutes}m`
  return minutes === 0 ? `${hours}h` : `${hours}h ${minutes}m`
}

/**
 * A duration as typed, in seconds: `3600`, `3600s`, `90m`, `1h30m`, `12h`.
 * @throws AwsenvError if it isn't one, or not within `least` and `most` (both in seconds).
 */
export function parseDuration(text: string, least: number, most: number): number {
  const match = /^(?:(\d{1,6})|(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?)$/i.exec(text.trim())
  const [, plain, hours, minutes, seconds] = match ?? []
  const total = Number(plain ?? 0) + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  const limits = `${least} to ${most} seconds (${duration(least)} to ${duration(most)})`
  if (match === null || text.trim() === '') {
    throw misused(`"${text}" is not a duration`, `write seconds, or a form like 1h30m: ${limits}`)
  }
  if (total < least || total > most) {
    throw misused(`a duration of "${text}" is out of bounds`, `AWS takes ${limits} here`)
  }
  return total
}

/** A moment (epoch seconds) as local wall-clock time, with the date unless it is today's: `15:04`, `2026-11-26 09:30`. */
export function clockTime(epochSeconds: number, nowMilliseconds: number): string {
  const moment = new Date(epochSeconds * 1000)
  const time = `${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`
  if (moment.toDateString() === new Date(nowMilliseconds).toDateString()) return time
  return `${moment.getFullYear()}-${twoDigits(moment.getMonth() + 1)}-${twoDigits(moment.getDate())} ${time}`
}

/** When a session ends (epoch seconds), and how long that is: `until 15:04 (42m)`. */
export function until(epochSeconds: number, nowMilliseconds: number): string {
  return `until ${clockTime(epochSeconds, nowMilliseconds)} (${duration(epochSeconds - nowMilliseconds / 1000)})`
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
