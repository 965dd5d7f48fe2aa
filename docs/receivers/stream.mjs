// Prints an app's events, and after a cut goes on where it was: PATCHBAY_URL=… PATCHBAY_TOKEN=… node stream.mjs
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'

let position, wait = 1000
for (;;) {
  try {
    const headers = { Authorization: `Bearer ${process.env.PATCHBAY_TOKEN}`, ...(position && { 'Last-Event-ID': position }) }
    const answer = await fetch(`${process.env.PATCHBAY_URL}/api/v1/events`, { headers })
    if (answer.status !== 200 && answer.status < 500) { console.error(await answer.text()); process.exit(1) }
    let frame = {}
    for await (const line of answer.ok ? createInterface({ input: Readable.fromWeb(answer.body) }) : []) {
      if (line) {
        const colon = line.indexOf(':')
        frame[line.slice(0, colon)] = line.slice(colon + 1).replace(/^ /, '')
      } else { // an empty line ends a frame; store the position when the event is dealt with
        if (frame.data) console.log(frame.event, frame.id ?? '-', frame.data)
        position = frame.id ?? position
        wait = Number(frame.retry ?? wait)
        frame = {}
      }
    }
  } catch (e) { console.log('cut:', e.message) }
  await setTimeout(wait)
}
