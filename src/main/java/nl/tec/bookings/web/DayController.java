package nl.tec.bookings.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Role;
import nl.tec.bookings.Attendances;
import nl.tec.bookings.Attendances.CheckIn;
import nl.tec.bookings.Attendances.Tap;
import nl.tec.bookings.RunSheet;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.SessionPart.Slot;
import nl.tec.hub.Reply;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.FormData;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.View;

/**
 * The pages of the day (journey 5): run sheet, counting, check-in. Every form works without script; with it, the answer is one card of
 * the sheet instead of a page, and the browser queues taps while it is offline ({@link DeviceController}).
 */
@Controller
class DayController {

    /** The request header by which the page's script asks for the card only. */
    private static final String CARD = "X-Card";

    private static final List<Audience> WALK_INS = Arrays.stream(Audience.values())
            .filter(audience -> !audience.isClass())
            .toList();

    private final Attendances attendances;
    private final SessionParts parts;
    private final Clock clock;
    private final Pages pages;

    DayController(Attendances attendances, SessionParts parts, Clock clock, Pages pages) {
        this.attendances = attendances;
        this.parts = parts;
        this.clock = clock;
        this.pages = pages;
    }

    @GetMapping({"/dag", "/dag/vandaag", "/vandaag"})
    View today() {
        return Reply.redirect("/dag/" + Dates.today(clock));
    }

    /** Redirects to the day in the date field of the sheet, for browsers without script. */
    @GetMapping("/dag/kies")
    View choose(@RequestParam("dag") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day) {
        return Reply.redirect("/dag/" + day);
    }

    @GetMapping("/dag/{day:\\d{4}-\\d{2}-\\d{2}}")
    JteModel day(
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal Actor actor) {
        return page(attendances.runSheet(day, actor), new FormData());
    }

    @GetMapping("/dag/{day:\\d{4}-\\d{2}-\\d{2}}/druk")
    JteModel print(
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal Actor actor) {
        RunSheet sheet = attendances.runSheet(day, actor);
        return pages.bookingsDayPrint(sheet, parts.in(Slot.RUN_SHEET_ON_PAPER, ids(sheet.items())));
    }

    /** Records the counts in the fields {@code part-<id>}. */
    @PostMapping("/dag/klas/{bookingId}")
    View recordClass(
            @PathVariable long bookingId,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            Reply reply) {
        Map<Long, Integer> counts = new HashMap<>();
        for (String field : form.fields()) {
            if (field.matches("part-[0-9]{1,18}")) {
                counts.put(Long.valueOf(field.substring("part-".length())), form.number(field));
            }
        }
        return answer(
                attendances.recordClass(
                        bookingId, counts, form.has("others"), form.has("sure"), tap(form, "seen"), actor),
                () -> attendances.itemOfBooking(bookingId, actor),
                new FormData().put(form).put("boeking", bookingId),
                actor,
                request,
                reply);
    }

    @PostMapping("/dag/klas/{bookingId}/terug")
    View forgetClass(
            @PathVariable long bookingId,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            Reply reply) {
        return answer(
                attendances.forgetClass(bookingId, tap(form, "seen"), actor),
                () -> attendances.itemOfBooking(bookingId, actor),
                new FormData(),
                actor,
                request,
                reply);
    }

    @PostMapping("/dag/persoon/{personId}")
    View recordPerson(
            @PathVariable long personId,
            @RequestParam("sessie") long sessionId,
            @RequestParam("er") boolean present,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            Reply reply) {
        return answer(
                attendances.recordPerson(sessionId, personId, present, tap(form, "seen"), actor),
                () -> attendances.item(sessionId, actor),
                new FormData(),
                actor,
                request,
                reply);
    }

    @PostMapping("/dag/sessie/{sessionId}/inloop")
    View recordWalkIns(
            @PathVariable long sessionId,
            @RequestParam("wie") Audience audience,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            Reply reply) {
        return answer(
                attendances.recordWalkIns(
                        sessionId, audience, form.number("count"), tap(form, "seen-" + audience), actor),
                () -> attendances.item(sessionId, actor),
                new FormData().put(form).put("sessie", sessionId),
                actor,
                request,
                reply);
    }

    @PostMapping("/dag/sessie/{sessionId}/niemand")
    View recordNobody(
            @PathVariable long sessionId,
            @RequestParam("niemand") boolean nobody,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            Reply reply) {
        return answer(
                attendances.recordNobody(sessionId, nobody, tap(form, "seen"), actor),
                () -> attendances.item(sessionId, actor),
                new FormData(),
                actor,
                request,
                reply);
    }

    /** Decides which of two counts is right. */
    @PostMapping("/dag/sessie/{sessionId}/telling")
    View decide(
            @PathVariable long sessionId,
            FormData form,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            Reply reply) {
        return answer(
                attendances.decide(sessionId, form.uuid("choice"), actor),
                () -> attendances.item(sessionId, actor),
                new FormData(),
                actor,
                request,
                reply);
    }

    /** Shows the page behind the QR code of a sign-up: the check-in for the team, an explanation for the visitor. */
    @GetMapping("/inchecken/{code}")
    JteModel scanned(@PathVariable String code, @AuthenticationPrincipal @Nullable Actor actor) {
        return actor != null && actor.is(Role.PROGRAMME_MANAGER, Role.PROFESSIONAL, Role.AMBASSADOR)
                ? pages.bookingsCheckIn(attendances.findByCode(code, actor).orElseThrow(DayController::unknown), code)
                : pages.bookingsCheckInVisitor();
    }

    @PostMapping("/inchecken/{code}")
    View checkIn(
            @PathVariable String code,
            @AuthenticationPrincipal @Nullable Actor actor,
            HttpServletRequest request,
            Reply reply) {
        if (actor == null) {
            throw unknown();
        }
        return answer(
                attendances.checkIn(code, actor),
                () -> attendances.findByCode(code, actor).map(CheckIn::session),
                new FormData(),
                actor,
                request,
                reply);
    }

    /**
     * @param shown supplies the session, to show it again after a refusal
     * @param typed the refused form, with the {@code boeking} or {@code sessie} whose form it is; empty if there is nothing to type in it
     */
    private View answer(
            Outcome<Item> outcome,
            Supplier<Optional<Item>> shown,
            FormData typed,
            Actor actor,
            HttpServletRequest request,
            Reply reply) {
        boolean card = request.getHeader(CARD) != null;
        return outcome.either(
                item -> {
                    String address = "/dag/" + Dates.dayOf(item.start()) + "#sessie-" + item.sessionId();
                    return card
                            ? reply.page(card(item, new FormData()))
                            : item.disputes().isEmpty()
                                    ? reply.saved("day.saved", address)
                                    : reply.warn("day.dispute.notice", address);
                },
                problems -> {
                    Item item = shown.get().orElseThrow(DayController::unknown);
                    return reply.refused(
                            problems,
                            card
                                    ? card(item, typed)
                                    : page(attendances.runSheet(Dates.dayOf(item.start()), actor), typed));
                });
    }

    /**
     * Reads the tap that the page's script sends with a form; without script, it is a new tap now. Invalid values are ignored, as our
     * script does not send them.
     *
     * @param seen the field with the tap behind the count that the page showed
     */
    private Tap tap(FormData form, String seen) {
        String millis = form.text("at");
        Instant now = clock.instant();
        return Tap.of(
                form.uuid("tap"),
                form.findUuid(seen).orElse(null),
                millis.matches("[0-9]{1,15}") ? Instant.ofEpochMilli(Long.parseLong(millis)) : now,
                now);
    }

    private JteModel page(RunSheet sheet, FormData typed) {
        return pages.bookingsDay(sheet, typed, WALK_INS, parts.in(Slot.RUN_SHEET, ids(sheet.items())));
    }

    private JteModel card(Item item, FormData typed) {
        return pages.bookingsDayItem(item, WALK_INS, parts.in(Slot.RUN_SHEET, ids(List.of(item))), typed, true);
    }

    private static List<Long> ids(List<Item> items) {
        return items.stream().map(Item::sessionId).toList();
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
