package nl.tec.staff.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.accounts.Actor;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.hub.Reply;
import nl.tec.hub.Texts;
import nl.tec.mail.CalendarFeed;
import nl.tec.mail.CalendarFile.Appointment;
import nl.tec.mail.CalendarFile.Status;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.AssignmentAnswer;
import nl.tec.staff.Assignments;
import nl.tec.staff.GuidedSession;
import nl.tec.staff.OwnCalendar;
import nl.tec.staff.Roster;
import nl.tec.staff.StaffMember;
import nl.tec.staff.StaffRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.View;

/** The roster of a guide: coming sessions, availability, and a calendar to subscribe to. */
@Controller
class OwnRosterController {

    private static final String HOME = "/rooster";

    /** The field with the questions that are accepted together. */
    private static final String SESSION = "sessie";

    /** The time before and after today that the page and the calendar cover. */
    private static final Duration BACK = Duration.ofDays(30);

    /** To the end of next school year, the last one of which a plan can be published. */
    private static final Duration AHEAD = Duration.ofDays(2 * 366);

    private final StaffRegister register;
    private final Roster roster;
    private final Assignments assignments;
    private final OwnCalendar calendar;
    private final CalendarFeed feed;
    private final HubSettings hub;
    private final Texts texts;
    private final Pages pages;
    private final Clock clock;

    OwnRosterController(
            StaffRegister register,
            Roster roster,
            Assignments assignments,
            OwnCalendar calendar,
            CalendarFeed feed,
            HubSettings hub,
            Texts texts,
            Pages pages,
            Clock clock) {
        this.register = register;
        this.roster = roster;
        this.assignments = assignments;
        this.calendar = calendar;
        this.feed = feed;
        this.hub = hub;
        this.texts = texts;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(HOME)
    JteModel own(@AuthenticationPrincipal Actor actor) {
        return page(get(actor), new FormData(), null);
    }

    @PostMapping(HOME + "/antwoord/{session:[0-9]{1,18}}")
    View answer(@PathVariable long session, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        StaffMember member = get(actor);
        String reason = form.line(Assignments.reasonField(session, member.id()));
        boolean comes = form.has("kan", "ja");
        Outcome<Long> outcome = !comes && form.has(Assignments.WHOLE_DAY)
                ? assignments.declineDay(session, member.id(), form.text(Assignments.SHOWN), reason, actor)
                : assignments.answer(
                        session,
                        member.id(),
                        form.text(Assignments.SHOWN),
                        comes ? AssignmentAnswer.ACCEPTED : AssignmentAnswer.DECLINED,
                        reason,
                        actor);
        return outcome.either(
                done -> reply.saved("staff.answer.saved", HOME),
                problems -> reply.refused(problems, page(member, form, null)));
    }

    /** Accepts the ticked questions. */
    @PostMapping(HOME + "/antwoorden")
    View acceptAll(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        StaffMember member = get(actor);
        Map<Long, String> shown = new LinkedHashMap<>();
        form.ids(SESSION).forEach(id -> shown.put(id, form.text(Assignments.SHOWN + "-" + id)));
        if (shown.isEmpty()) {
            return reply.warn("staff.answerAll.none", HOME);
        }
        return assignments.acceptAll(member.id(), shown, actor) == shown.size()
                ? reply.saved("staff.answer.saved", HOME)
                : reply.warn("staff.answerAll.some", HOME);
    }

    /** Takes back what was accepted in the last ten minutes. */
    @PostMapping(HOME + "/antwoorden/terug")
    View takeBack(@AuthenticationPrincipal Actor actor, Reply reply) {
        return assignments.takeBack(get(actor).id(), actor) > 0
                ? reply.saved("staff.answerAll.back", HOME)
                : reply.warn("staff.answerAll.late", HOME);
    }

    @PostMapping(HOME + "/tijden")
    View hours(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        StaffMember member = get(actor);
        var hours = AvailabilityForm.hours(form);
        return form.then(() -> register.saveHours(member.id(), hours, actor))
                .either(
                        done -> reply.saved("staff.saved", HOME),
                        problems -> reply.refused(problems, page(member, form, null)));
    }

    @PostMapping(HOME + "/dagen")
    View days(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        StaffMember member = get(actor);
        var days = AvailabilityForm.days(form, Dates.today(clock));
        return form.then(() -> register.addDays(member.id(), days, actor))
                .either(
                        done -> reply.saved("staff.saved", HOME),
                        problems -> reply.refused(problems, page(member, form, null)));
    }

    @PostMapping(HOME + "/dagen/{days:[0-9]{1,18}}/weg")
    View removeDays(@PathVariable long days, @AuthenticationPrincipal Actor actor, Reply reply) {
        register.removeDays(get(actor).id(), days, actor);
        return reply.saved("staff.saved", HOME);
    }

    /** Makes a new address of the calendar, which is shown once. */
    @PostMapping(HOME + "/agenda")
    JteModel subscribe(@AuthenticationPrincipal Actor actor) {
        StaffMember member = get(actor);
        return page(
                member,
                new FormData(),
                hub.get(Setting.BASE_URL) + "/begeleiden/agenda/" + calendar.renew(member.id()) + ".ics");
    }

    /** Returns the calendar; the secret in its address replaces signing in. */
    @GetMapping("/begeleiden/agenda/{secret}.ics")
    @Nullable ResponseEntity<String> feed(@PathVariable String secret, Locale language, WebRequest conditions) {
        long member = calendar.find(secret).orElseThrow(() -> new NotFound("calendar"));
        return feed.answer(
                texts.text(language, "staff.feed.name", hub.name()),
                of(member).stream()
                        .filter(session -> session.team().stream().anyMatch(one -> one.memberId() == member))
                        .map(session -> entry(session, member, language))
                        .toList(),
                "rooster",
                conditions);
    }

    private CalendarFeed.Timed entry(GuidedSession session, long member, Locale language) {
        boolean sure = session.team().stream()
                .anyMatch(one -> one.memberId() == member && one.answer() == AssignmentAnswer.ACCEPTED);
        String address =
                hub.get(Setting.BASE_URL) + "/dag/" + Dates.dayOf(session.slot().start()) + "#sessie-" + session.id();
        return new CalendarFeed.Timed(
                new Appointment(
                        "assignment-" + session.id() + "-" + member + "@" + hub.host(),
                        0,
                        session.slot(),
                        session.title().in(language),
                        session.where().in(language),
                        address,
                        sure ? Status.CONFIRMED : Status.TENTATIVE),
                address);
    }

    private List<GuidedSession> of(long member) {
        Instant now = clock.instant();
        return roster.of(member, new TimeSlot(now.minus(BACK), now.plus(AHEAD)));
    }

    /** @param address of the calendar, if it is new */
    private JteModel page(StaffMember member, FormData form, @Nullable String address) {
        var availability = register.availability(member.id());
        return pages.staffOwn(
                member,
                of(member.id()).stream()
                        .filter(session -> session.slot().end().isAfter(clock.instant()))
                        .toList(),
                availability,
                AvailabilityForm.shown(availability, form),
                address,
                assignments.toTakeBack(member.id()),
                clock.instant());
    }

    private StaffMember get(Actor actor) {
        return register.own(actor).orElseThrow(() -> new NotFound("staff member of this account"));
    }
}
