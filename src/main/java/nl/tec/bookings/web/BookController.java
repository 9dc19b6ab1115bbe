package nl.tec.bookings.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
import nl.tec.bookings.Refusal;
import nl.tec.bookings.SignUpFields;
import nl.tec.bookings.Suggestions;
import nl.tec.bookings.VisitDetails;
import nl.tec.bookings.Visits;
import nl.tec.bookings.Visits.Proposal;
import nl.tec.hub.Counters;
import nl.tec.hub.Flash;
import nl.tec.organisations.Classes;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolSite;
import nl.tec.organisations.Schools;
import nl.tec.organisations.StudyLevel;
import nl.tec.programme.Calendar;
import nl.tec.programme.Session;
import nl.tec.shared.Dates;
import nl.tec.shared.SchoolYear;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Booking a class (journey 2): for a teacher the third click of three. The programme manager does the same under /beheer for a school
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

    BookController(
            ClassBookings bookings,
            Visits visits,
            Alternatives alternatives,
            Suggestions suggestions,
            Schools schools,
            Classes classes,
            Calendar calendar,
            Counters counters,
            Clock clock) {
        this.bookings = bookings;
        this.visits = visits;
        this.alternatives = alternatives;
        this.suggestions = suggestions;
        this.schools = schools;
        this.classes = classes;
        this.calendar = calendar;
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * Which class? Of the own school, or for the programme manager of the schools that are found.
     *
     * @param words a part of the name, town or BRIN of the school
     * @param sessionId when a date was chosen first
     */
    @GetMapping(params = "!klas")
    String whichClass(
            @PathVariable String area,
            @RequestParam(name = "zoek", defaultValue = "") String words,
            @RequestParam(name = "sessie", required = false) @Nullable Long sessionId,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        Session session = sessionId == null ? null : calendar.find(sessionId).orElseThrow(BookController::notFound);
        boolean forSchools = area.equals("beheer");
        if (session == null && !forSchools) {
            return "redirect:/school";
        }
        SchoolYear year = SchoolYear.of(
                session == null
                        ? Dates.dayOf(clock.instant())
                        : Dates.dayOf(session.slot().start()));
        List<SchoolSite> sites =
                forSchools ? schools.search(words, MAX_SCHOOLS) : SchoolController.mine(schools, actor);
        model.addAttribute("session", session);
        model.addAttribute("year", year);
        List<SchoolClass> groups =
                classes.list(sites.stream().map(SchoolSite::id).toList(), year);
        if (forSchools) {
            model.addAttribute("words", words);
            model.addAttribute("schools", sites);
            model.addAttribute("classes", groups.stream().collect(Collectors.groupingBy(SchoolClass::siteId)));
            return "bookings/forSchool";
        }
        List<SchoolSite> byLevel = sites.stream()
                .filter(site -> !StudyLevel.of(site.sector()).isEmpty())
                .toList();
        model.addAttribute(
                "groups",
                Stream.concat(
                                byLevel.stream().flatMap(site -> suggestions.bookedGroups(site.id(), year).stream()),
                                groups.stream())
                        .toList());
        model.addAttribute("byLevel", byLevel);
        model.addAttribute("sectors", sites.stream().collect(Collectors.toMap(SchoolSite::id, SchoolSite::sector)));
        return "bookings/whichClass";
    }

    /** Everything that fits a class, with its dates. */
    @GetMapping(params = {"klas", "!sessie"})
    String fitting(
            @PathVariable String area,
            @RequestParam("klas") long classId,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        SchoolClass group = classes.find(classId)
                .filter(one -> area.equals("beheer") || actor.worksAt(one.siteId()))
                .orElseThrow(BookController::notFound);
        SchoolSite school = schools.get(group.siteId());
        model.addAttribute("area", area);
        model.addAttribute("group", group);
        model.addAttribute("school", school);
        model.addAttribute(
                "fits",
                suggestions.outlook(school, List.of(group), group.year()).fitting(group));
        return "bookings/fitting";
    }

    /** What it will be like, with one button to confirm. */
    @GetMapping(params = {"klas", "sessie"})
    String confirm(
            @PathVariable String area,
            @RequestParam("klas") long classId,
            @RequestParam("sessie") long sessionId,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        Proposal proposal = visits.propose(sessionId, classId, actor).orElseThrow(BookController::notFound);
        HeadCounts headCounts = HeadCounts.of(
                proposal.headCounts(), proposal.plan().supervision().needed());
        return page(model, area, proposal, headCounts, false, UUID.randomUUID(), proposal.refusal());
    }

    @PostMapping
    String book(
            @PathVariable String area,
            @RequestParam("klas") long classId,
            @RequestParam("sessie") long sessionId,
            @RequestParam("sleutel") UUID key,
            @RequestParam MultiValueMap<String, String> form,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        HeadCounts headCounts = HeadCounts.of(form);
        boolean photos = form.containsKey(SignUpFields.PHOTOS);
        String phone = Objects.requireNonNullElse(form.getFirst("telefoon"), "");
        model.addAttribute("phone", phone);
        BookingResult result = bookings.book(
                new BookClass(
                        sessionId,
                        classId,
                        new VisitDetails(headCounts.headCounts(), headCounts.adults(), photos, phone),
                        key),
                actor);
        if (result instanceof Done done) {
            Flash.say(request, response, "booking.flash.booked");
            return "redirect:/" + area + "/boekingen/" + done.bookingId();
        }
        if (result instanceof Waiting waiting) {
            Flash.say(request, response, "booking.flash.waiting");
            return "redirect:/" + area + "/boekingen/" + waiting.bookingId();
        }
        if (result instanceof Refused refused) {
            counters.add(
                    "tec_booking_refusals_total",
                    "reason",
                    refused.refusal().reason().name());
            Optional<Proposal> proposal = visits.propose(sessionId, classId, actor);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(
                    model,
                    area,
                    proposal.orElseThrow(BookController::notFound),
                    headCounts,
                    photos,
                    key,
                    refused.refusal());
        }
        throw notFound();
    }

    private String page(
            Model model,
            String area,
            Proposal proposal,
            HeadCounts headCounts,
            boolean photos,
            UUID key,
            @Nullable Refusal refusal) {
        boolean another = refusal != null && Alternatives.needAnotherActivity(refusal);
        model.addAttribute("area", area);
        model.addAttribute("another", another);
        model.addAttribute("proposal", proposal);
        model.addAttribute("numbers", headCounts);
        model.addAttribute("photos", photos);
        model.addAttribute("key", key.toString());
        model.addAttribute("refusal", refusal);
        model.addAttribute(
                "others",
                another
                        ? alternatives.otherActivities(proposal.facts())
                        : (refusal == null ? proposal.full() : Alternatives.help(refusal))
                                ? alternatives.forClass(proposal.facts(), proposal.pupils())
                                : null);
        return "bookings/book";
    }

    static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
