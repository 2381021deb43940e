// Sizes, days and times as people say them.

const units = ["bytes", "kB", "MB", "GB"];

export function sizeInWords(bytes) {
  let unit = 0;
  let number = bytes;
  while (number >= 1000 && unit < units.length - 1) {
    number /= 1000;
    unit += 1;
  }
  if (unit === 0) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} ${units[unit]}`;
}

const long = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export const dayInWords = (day) => long.format(new Date(`${day}T00:00:00Z`)).replace(",", "");

export const today = (now = new Date()) => now.toISOString().slice(0, 10);

export const daysLater = (day, days) => today(new Date(Date.parse(day) + days * 86_400_000));

export function timeInWords(seconds) {
  if (!Number.isFinite(seconds)) return "";
  if (seconds < 60) return "less than a minute left";
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return minutes === 1 ? "about a minute left" : `about ${minutes} minutes left`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "about an hour left" : `about ${hours} hours left`;
}

export const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;
