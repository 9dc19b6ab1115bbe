package nl.tec.announcements.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.tec.accounts.Actor;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.announcements.AddresseeKind;
import nl.tec.announcements.Announcement;
import nl.tec.announcements.Announcements;
import nl.tec.announcements.Announcements.Message;
import nl.tec.announcements.Draft;
import nl.tec.announcements.Target;
import nl.tec.bookings.BookingFilter;
import nl.tec.hub.Reply;
import nl.tec.shared.FormData;
import nl.tec.shared.NotFound;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.util.UriUtils;

/**
 * Writing a message: the text, a preview with the number of addressees, and the message with its deliveries. The query names its target:
 * {@code sessie}, {@code dag}, {@code activiteit}, or with {@code lijst} the filter of the list of bookings.
 */
@Controller
@RequestMapping("/beheer/berichten")
class AnnouncementsController {

    private static final int PAGE = 30;
    private static final String KEY = "sleutel";
    private static final List<String> TARGET = List.of("sessie", "dag", "activiteit", "lijst", "toon", "zoek");

    private final Announcements announcements;
    private final RateLimit limits;
    private final Pages pages;
    private final Clock clock;

    AnnouncementsController(Announcements announcements, RateLimit limits, Pages pages, Clock clock) {
        this.announcements = announcements;
        this.limits = limits;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    JteModel list(@RequestParam(name = "voor", required = false) @Nullable Long before) {
        List<Announcement> list = announcements.list(Optional.ofNullable(before), PAGE + 1);
        boolean more = list.size() > PAGE;
        return pages.announcementsList(more ? list.subList(0, PAGE) : list, more, clock.instant());
    }

    @GetMapping("/nieuw")
    JteModel compose(FormData form) {
        Target target = target(form);
        Draft draft = announcements.draft(target);
        List<AddresseeKind> to = Arrays.stream(AddresseeKind.values())
                .filter(kind -> draft.count(kind) > 0)
                .filter(kind -> !(target instanceof Target.OfBookings) || kind == AddresseeKind.SCHOOL)
                .toList();
        form.put(Announcements.TO, to.stream().map(AddresseeKind::name).toList());
        return compose(draft, form);
    }

    /** Performs the step of the pressed button ({@code stap}). */
    @PostMapping("/nieuw")
    View next(FormData form, @AuthenticationPrincipal Actor actor, Reply reply) {
        Target target = target(form);
        Draft draft = announcements.draft(target);
        Message message = message(form);
        Problems problems = announcements.check(draft, message);
        if (problems.any()) {
            return reply.refused(problems, compose(draft, form));
        }
        return switch (form.text("stap")) {
            case "schrijf" -> reply.page(compose(draft, form));
            case "verstuur" -> send(target, message, form, actor, reply);
            default -> reply.page(preview(draft, form));
        };
    }

    private View send(Target target, Message message, FormData form, Actor actor, Reply reply) {
        limits.consume(Limit.ANNOUNCEMENT, String.valueOf(actor.accountId()));
        int expected = form.number("aantal");
        UUID key = form.uuid(KEY);
        Outcome<Long> outcome = form.then(() -> announcements.send(target, message, expected, key, actor));
        return outcome.either(
                id -> reply.saved("announcement.saved", "/beheer/berichten/" + id),
                problems -> reply.refused(problems, preview(announcements.draft(target), form)));
    }

    @GetMapping("/{id:[0-9]{1,18}}")
    JteModel show(@PathVariable long id, @AuthenticationPrincipal Actor actor) {
        return pages.announcementsShow(announcements.get(id, actor), clock.instant());
    }

    @PostMapping("/{id:[0-9]{1,18}}/terug")
    View withdraw(@PathVariable long id, @AuthenticationPrincipal Actor actor, Reply reply) {
        String page = "/beheer/berichten/" + id;
        return announcements
                .withdraw(id, actor)
                .either(
                        done -> reply.saved("announcement.withdrawn", page),
                        problems -> reply.warn(problems.all().get(0).key(), page));
    }

    private JteModel compose(Draft draft, FormData form) {
        return pages.announcementsCompose(draft, form, "/beheer/berichten/nieuw?" + query(form));
    }

    private JteModel preview(Draft draft, FormData form) {
        form.put(KEY, form.uuid(KEY));
        return pages.announcementsPreview(
                draft, draft.chosen(message(form).to()), form, "/beheer/berichten/nieuw?" + query(form));
    }

    private static Message message(FormData form) {
        return new Message(
                form.constants(Announcements.TO, AddresseeKind.class),
                form.line(Announcements.SUBJECT),
                form.text(Announcements.BODY).strip());
    }

    private static Target target(FormData form) {
        Long session = form.id("sessie");
        LocalDate day = form.day("dag");
        if (form.has("lijst")) {
            return new Target.OfBookings(new BookingFilter(
                    null,
                    form.constant("toon", BookingFilter.View.class).orElse(BookingFilter.View.COMING),
                    form.text("zoek"),
                    day,
                    session));
        }
        if (session != null) {
            return new Target.OfSession(session);
        }
        if (day != null) {
            return new Target.OfDay(day);
        }
        Long activity = form.id("activiteit");
        if (activity != null) {
            return new Target.OfActivity(activity);
        }
        throw new NotFound("what the message is about");
    }

    private static String query(FormData form) {
        return TARGET.stream()
                .filter(form::has)
                .map(name -> name + "=" + UriUtils.encode(form.text(name), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
