package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nl.tec.accounts.Actor;
import nl.tec.bookings.Alternatives;
import nl.tec.bookings.BookClass;
import nl.tec.bookings.BookingResult;
import nl.tec.bookings.BookingResult.Done;
import nl.tec.bookings.BookingResult.Refused;
import nl.tec.bookings.BookingResult.Waiting;
import nl.tec.bookings.ClassBookings;
import nl.tec.bookings.Contact;
import nl.tec.bookings.Refusal;
import nl.tec.bookings.SignUpFields;
import nl.tec.bookings.Suggestions;
import nl.tec.bookings.VisitDetails;
import nl.tec.bookings.Visits;
import nl.tec.bookings.Visits.Proposal;
import nl.tec.hub.Counters;
import nl.tec.hub.Reply;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.organisations.StudyLevel;
import nl.tec.programme.Calendar;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;

/**
 * The pages to book a class (journey 2): the third of a teacher's three clicks. Under /beheer, the programme manager books for a school
 * that phones or mails, after finding the school.
 */
@Controller
@RequestMapping("/{area:school|beheer}/boeken")
class BookController {

    private static final int MAX_SCHOOLS = 8;

    private final ClassBookings bookings;
    private final Visits visits;
    private final Alternatives alternatives;
    private final Suggestions suggestions;
    private final Schools schools;
    private final Classes classes;
    private final Calendar calendar;
    private final Counters counters;
    private final Clock clock;
    private final Pages pages;

    BookController(
            ClassBookings bookings,
            Visits visits,
            Alternatives alternatives,
            Suggestions suggestions,
            Schools schools,
            Classes classes,
            Calendar calendar,
            Counters counters,
            Clock clock,
            Pages pages) {
        this.bookings = bookings;
        this.visits = visits;
        this.alternatives = alternatives;
        this.suggestions = suggestions;
        this.schools = schools;
        this.classes = classes;
        this.calendar = calendar;
        this.counters = counters;
        this.clock = clock;
        this.pages = pages;
    }

    /**
     * Asks which class: of the teacher's own school, or, for the programme manager, of the schools found.
     *
     * @param words a part of the name, town or BRIN of the school
     * @param sessionId the date, if it was chosen first
     * @param startsIn the school year of the classes: the current or the next; ignored with a date
     */
    @GetMapping(params = "!klas")
    View whichClass(
            @PathVariable String area,
            @RequestParam(name = "zoek", defaultValue = "") String words,
            @RequestParam(name = "sessie", required = false) @Nullable Long sessionId,
            @RequestParam(name = "jaar", required = false) @Nullable Integer startsIn,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        Session session = sessionId == null ? null : calendar.find(sessionId).orElseThrow(BookController::notFound);
        boolean forSchools = area.equals("beheer");
        if (session == null && !forSchools) {
            return Reply.redirect("/school");
        }
        SchoolYear now = SchoolYear.of(Dates.today(clock));
        SchoolYear year = session != null
                ? SchoolYear.of(Dates.dayOf(session.slot().start()))
                : startsIn != null && startsIn == now.next().start() ? now.next() : now;
        List<SchoolSite> sites = forSchools ? schools.search(words, MAX_SCHOOLS) : schools.of(actor);
        List<SchoolClass> groups =
                classes.list(sites.stream().map(SchoolSite::id).toList(), year);
        if (session == null || forSchools) {
            return reply.page(pages.bookingsForSchool(
                    words,
                    sites,
                    groups.stream().collect(Collectors.groupingBy(SchoolClass::siteId)),
                    now,
                    year,
                    session));
        }
        List<SchoolSite> byLevel = sites.stream()
                .filter(site -> !StudyLevel.of(site.sector()).isEmpty())
                .toList();
        return reply.page(pages.bookingsWhichClass(
                session,
                year,
                Stream.concat(
                                byLevel.stream().flatMap(site -> suggestions.bookedGroups(site.id(), year).stream()),
                                groups.stream())
                        .toList(),
                byLevel,
                sites.stream().collect(Collectors.toMap(SchoolSite::id, SchoolSite::sector))));
    }

    /** Shows all activities that fit a class with their dates, optionally of one month or weekday only. */
    @GetMapping(params = {"klas", "!sessie"})
    JteModel fitting(
            @PathVariable String area,
            @RequestParam("klas") long classId,
            FormData form,
            @AuthenticationPrincipal Actor actor) {
        SchoolClass schoolClass = classes.find(classId)
                .filter(one -> area.equals("beheer") || actor.worksAt(one.siteId()))
                .orElseThrow(BookController::notFound);
        SchoolSite school = schools.get(schoolClass.siteId());
        return pages.bookingsFitting(
                area,
                schoolClass,
                school,
                FittingDays.of(
                        suggestions
                                .outlook(school, List.of(schoolClass), schoolClass.year())
                                .fitting(schoolClass),
                        form));
    }

    /** Shows a preview of the visit, with one button to confirm. */
    @GetMapping(params = {"klas", "sessie"})
    JteModel confirm(
            @PathVariable String area,
            @RequestParam("klas") long classId,
            @RequestParam("sessie") long sessionId,
            @AuthenticationPrincipal Actor actor) {
        Proposal proposal = proposal(sessionId, classId, actor);
        FormData form = HeadCounts.form(
                proposal.headCounts(), proposal.plan().supervision().needed());
        return page(area, proposal, form, UUID.randomUUID(), proposal.refusal());
    }

    @PostMapping
    View book(
            @PathVariable String area,
            @RequestParam("klas") long classId,
            @RequestParam("sessie") long sessionId,
            @RequestParam("sleutel") UUID key,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            Reply reply) {
        VisitDetails details = new VisitDetails(
                HeadCounts.pupils(form), HeadCounts.adults(form), form.has(SignUpFields.PHOTOS), form.text("telefoon"));
        BookingResult result = bookings.book(new BookClass(sessionId, classId, details, key, contact(form)), actor);
        if (result instanceof Done done) {
            return reply.saved("booking.flash.booked", "/" + area + "/boekingen/" + done.bookingId());
        }
        if (result instanceof Waiting waiting) {
            return reply.saved("booking.flash.waiting", "/" + area + "/boekingen/" + waiting.bookingId());
        }
        if (result instanceof Refused refused) {
            counters.add(
                    "tec_booking_refusals_total",
                    "reason",
                    refused.refusal().reason().name());
            Proposal proposal = proposal(sessionId, classId, actor);
            return reply.refused(
                    RefusedFields.of(refused.refusal(), proposal.facts(), form),
                    page(area, proposal, form, key, refused.refusal()));
        }
        throw notFound();
    }

    private Proposal proposal(long sessionId, long classId, Actor actor) {
        return visits.propose(sessionId, classId, actor).orElseThrow(BookController::notFound);
    }

    /** Returns the chosen or typed contact; null if there is none, in which case only the school is mailed. */
    static @Nullable Contact contact(FormData form) {
        Long teacher = form.id("leerkracht");
        if (teacher != null) {
            return Contact.of(teacher);
        }
        Contact typed = Contact.withoutAccount(form.text("contact"), form.text("contactmail"));
        return typed.name().isEmpty() && typed.email().isEmpty() ? null : typed;
    }

    private JteModel page(String area, Proposal proposal, FormData form, UUID key, @Nullable Refusal refusal) {
        boolean another = refusal != null && Alternatives.requiresOtherActivity(refusal);
        return pages.bookingsBook(
                area,
                proposal,
                form,
                key.toString(),
                refusal,
                another
                        ? alternatives.otherActivities(proposal.facts())
                        : (refusal == null ? proposal.full() : Alternatives.help(refusal))
                                ? alternatives.forClass(proposal.facts(), proposal.pupils())
                                : null,
                another);
    }

    static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
