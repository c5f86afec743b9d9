export {
  readAppointment,
  type Appointment,
  type AppointmentLoss,
  type AppointmentPerson,
} from "./appointment.ts";
export { meetingOfUrl, type MeetingLink } from "./links.ts";
