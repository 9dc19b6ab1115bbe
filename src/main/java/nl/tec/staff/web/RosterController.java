package nl.tec.staff.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Reply;
import nl.tec.hub.TableExport;
import nl.tec.hub.Texts;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.TimeSlot;
import nl.tec.staff.ActivityRoles;
import nl.tec.staff.ActivityRoles.Needs;
import nl.tec.staff.AssignmentAnswer;
import nl.tec.staff.Assignments;
import nl.tec.staff.GuidedSession;
import nl.tec.staff.Roster;
import nl.tec.staff.Roster.Worked;
import nl.tec.staff.StaffMember;
import nl.tec.staff.StaffRegister;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The roster for the programme manager: the week, the sessions that lack guides, one session, and the hours that were worked. */
@Controller
@RequestMapping("/beheer/rooster")
class RosterController {

    private static final String HOME = "/beheer/rooster";
    private static final String SESSION = "/{id:[0-9]{1,18}}";
    private static final String OPEN = "/open";

    /** The action of the audit log: who guides what, telephone numbers and reasons were shown. */
    private static final String READ = "STAFF_READ";

    /** The number of sessions for which the page proposes candidates; the others are a click away. */
    private static final int MAX_PROPOSED = 12;

    /** The number of empty lines in the form of roles. */
    private static final int MORE_LINES = 2;

    private final Roster roster;
    private final Assignments assignments;
    private final ActivityRoles roles;
    private final StaffRegister register;
    private final Audit audit;
    private final Texts texts;
    private final Pages pages;
    private final Clock clock;

    RosterController(
            Roster roster,
            Assignments assignments,
            ActivityRoles roles,
            StaffRegister register,
            Audit audit,
            Texts texts,
            Pages pages,
            Clock clock) {
        this.roster = roster;
        this.assignments = assignments;
        this.roles = roles;
        this.register = register;
        this.audit = audit;
        this.texts = texts;
        this.pages = pages;
        this.clock = clock;
    }

    /** Shows a week by session, those that lack guides first. */
    @GetMapping
    JteModel week(
            @RequestParam(name = "week", required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day,
            @AuthenticationPrincipal Actor actor) {
        LocalDate monday = Dates.monday(day == null ? Dates.today(clock) : day);
        audit.add(actor, READ, "staff_member", null);
        Map<LocalDate, List<GuidedSession>> days = roster.between(weekOf(monday)).stream()
                .collect(Collectors.groupingBy(
                        session -> Dates.dayOf(session.slot().start()), TreeMap::new, Collectors.toList()));
        return pages.staffWeek(monday, days, clock.instant());
    }

    /** Shows the week by person. */
    @GetMapping("/mensen")
    JteModel people(
            @RequestParam(name = "week", required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate day,
            @AuthenticationPrincipal Actor actor) {
        LocalDate monday = Dates.monday(day == null ? Dates.today(clock) : day);
        Map<Long, List<GuidedSession>> byMember = new LinkedHashMap<>();
        roster.between(weekOf(monday))
                .forEach(session -> session.team()
                        .forEach(one -> byMember.computeIfAbsent(one.memberId(), unknown -> new ArrayList<>())
                                .add(session)));
        List<StaffMember> members = register.list(actor).stream()
                .filter(one -> !one.ended(monday) || byMember.containsKey(one.id()))
                .toList();
        return pages.staffPeople(monday, members, byMember);
    }

    /** Shows the sessions of this month that lack guides, with candidates, and those later that somebody declined. */
    @GetMapping(OPEN)
    JteModel open(@AuthenticationPrincipal Actor actor) {
        audit.add(actor, READ, "staff_member", null);
        List<GuidedSession> gaps = roster.gaps(roster.thisMonth());
        List<GuidedSession> waiting = roster.unanswered();
        return pages.staffOpen(
                gaps,
                assignments.candidates(
                        gaps.stream().limit(MAX_PROPOSED).map(GuidedSession::id).toList()),
                roster.declinedLater(),
                waiting);
    }

    @GetMapping(SESSION)
    JteModel session(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return page(get(id), new FormData(), actor);
    }

    @PostMapping(SESSION + "/vraag")
    View ask(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        GuidedSession session = get(id);
        return assignments
                .assign(id, member(form), actor)
                .either(
                        done -> reply.saved("staff.asked", form.has("terug", "open") ? HOME + OPEN : HOME + "/" + id),
                        problems -> reply.refused(problems, page(session, form, actor)));
    }

    @PostMapping(SESSION + "/weg")
    View end(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        GuidedSession session = get(id);
        assignments.end(id, member(form), actor);
        boolean over = !session.slot().start().isAfter(clock.instant());
        return reply.saved(over ? "staff.removedNow" : "staff.removed", HOME + "/" + id);
    }

    /** Records an answer by telephone. */
    @PostMapping(SESSION + "/antwoord")
    View answer(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        GuidedSession session = get(id);
        long member = member(form);
        String reason = form.line(Assignments.reasonField(id, member));
        boolean wholeDay = form.has("kan", "nee") && form.has(Assignments.WHOLE_DAY);
        Outcome<Long> outcome = wholeDay
                ? assignments.declineDay(id, member, form.text(Assignments.SHOWN), reason, actor)
                : assignments.answer(
                        id,
                        member,
                        form.text(Assignments.SHOWN),
                        form.has("kan", "ja") ? AssignmentAnswer.ACCEPTED : AssignmentAnswer.DECLINED,
                        reason,
                        actor);
        return outcome.either(
                done -> reply.saved("staff.saved", wholeDay ? HOME + OPEN : HOME + "/" + id),
                problems -> reply.refused(problems, page(session, form, actor)));
    }

    /** Records who was at a session that has begun. */
    @PostMapping(SESSION + "/waren")
    View record(@PathVariable long id, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        GuidedSession session = get(id);
        long member = member(form);
        return assignments
                .record(id, member, form.has("kan", "ja"), form.line(Assignments.reasonField(id, member)), actor)
                .either(
                        done -> reply.saved("staff.saved", HOME + "/" + id),
                        problems -> reply.refused(problems, page(session, form, actor)));
    }

    @GetMapping("/nodig/{activity:[0-9]{1,18}}")
    JteModel needs(@PathVariable long activity) {
        Needs needs = getNeeds(activity);
        FormData form = new FormData();
        for (int line = 0; line < needs.roles().size(); line++) {
            ActivityRoles.Role role = needs.roles().get(line);
            form.put(ActivityRoles.PEOPLE + "-" + line, role.people()).put("vaardigheid-" + line, role.skillId());
        }
        if (needs.roles().isEmpty()) {
            form.put(ActivityRoles.PEOPLE + "-0", needs.usual());
        }
        return needsPage(needs, form);
    }

    @PostMapping("/nodig/{activity:[0-9]{1,18}}")
    View saveNeeds(@PathVariable long activity, FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Needs needs = getNeeds(activity);
        List<ActivityRoles.Role> all = new ArrayList<>();
        for (int line = 0; form.has(ActivityRoles.PEOPLE + "-" + line) && line < ActivityRoles.MAX_PEOPLE; line++) {
            Integer people = form.optionalNumber(ActivityRoles.PEOPLE + "-" + line);
            if (people != null) {
                all.add(new ActivityRoles.Role(form.id("vaardigheid-" + line), people));
            }
        }
        return roles.save(activity, all, actor)
                .either(
                        done -> reply.saved("staff.saved", HOME + "/nodig/" + activity),
                        problems -> reply.refused(problems, needsPage(needs, form)));
    }

    /** Downloads the hours worked in a month; one row for each session and person. */
    @GetMapping("/uren.{kind:csv|xlsx}")
    void hours(
            @PathVariable String kind,
            @RequestParam(name = "maand", defaultValue = "") String month,
            @AuthenticationPrincipal Actor actor,
            HttpServletResponse response)
            throws IOException {
        YearMonth wanted = month(month);
        audit.add(actor, "STAFF_HOURS_READ", "staff_member", null);
        new TableExport(
                        "uren-" + wanted,
                        List.of(
                                "naam",
                                "soort",
                                "organisatie",
                                "datum",
                                "van",
                                "tot",
                                "activiteit",
                                "plek",
                                "minuten",
                                "uren",
                                "gepland",
                                "antwoord"),
                        roster.worked(wanted).stream().map(this::row).toList())
                .download(kind, response);
    }

    private List<@Nullable Object> row(Worked worked) {
        return Arrays.asList(
                worked.name(),
                texts.label(Texts.DUTCH, worked.kind()),
                worked.organisation(),
                worked.day(),
                worked.slot().start().atZone(Dates.ZONE).toLocalTime().toString(),
                worked.slot().end().atZone(Dates.ZONE).toLocalTime().toString(),
                worked.title().dutch(),
                worked.where(),
                worked.minutes(),
                Math.round(worked.minutes() / 60.0 * 100) / 100.0,
                worked.planned(),
                texts.text(Texts.DUTCH, "staff.worked." + worked.answer()));
    }

    private YearMonth month(String typed) {
        try {
            return YearMonth.parse(typed);
        } catch (DateTimeParseException e) {
            return YearMonth.from(Dates.today(clock));
        }
    }

    private JteModel page(GuidedSession session, FormData form, Actor actor) {
        audit.add(actor, READ, "SESSION", session.id());
        LocalDate day = Dates.dayOf(session.slot().start());
        List<GuidedSession> sameDay =
                roster.between(new TimeSlot(Dates.startOf(day), Dates.startOf(day.plusDays(1)))).stream()
                        .filter(other -> other.slot().start().isAfter(clock.instant()))
                        .toList();
        return pages.staffSession(
                session,
                sameDay,
                Objects.requireNonNull(
                        assignments.candidates(List.of(session.id())).get(session.id())),
                form,
                assignments.recordable(session.slot().start()),
                clock.instant());
    }

    private JteModel needsPage(Needs needs, FormData form) {
        int lines = Math.max(1, needs.roles().size()) + MORE_LINES;
        return pages.staffNeeds(needs, form, register.skillOptions(), lines);
    }

    private Needs getNeeds(long activity) {
        return roles.find(activity).orElseThrow(() -> new NotFound("activity " + activity));
    }

    private GuidedSession get(long id) {
        return roster.find(id).orElseThrow(() -> new NotFound("session " + id));
    }

    private static long member(FormData form) {
        Long id = form.id("wie");
        if (id == null) {
            throw new NotFound("staff member");
        }
        return id;
    }

    private static TimeSlot weekOf(LocalDate monday) {
        return new TimeSlot(Dates.startOf(monday), Dates.startOf(monday.plusDays(7)));
    }
}
