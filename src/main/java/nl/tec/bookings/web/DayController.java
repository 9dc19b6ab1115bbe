package nl.tec.bookings.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
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
import nl.tec.bookings.RunSheet;
import nl.tec.bookings.RunSheet.Item;
import nl.tec.bookings.SessionPart.Slot;
import nl.tec.hub.Flash;
import nl.tec.shared.Audience;
import nl.tec.shared.Dates;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The day (journey 5): run sheet, counting, check-in. Every form works as a plain form; with the script of the page it answers
 * one card of the sheet instead of a whole page, and waits in the browser while there is no network.
 */
@Controller
class DayController {

    /** Sent by the page's script: answer only the card. */
    private static final String CARD = "X-Card";

    private static final List<Audience> WALK_INS = Arrays.stream(Audience.values())
            .filter(audience -> !audience.isClass())
            .toList();

    private final Attendances attendances;
    private final SessionParts parts;
    private final Clock clock;

    DayController(Attendances attendances, SessionParts parts, Clock clock) {
        this.attendances = attendances;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping({"/dag", "/vandaag"})
    String today() {
        return "redirect:/dag/" + LocalDate.now(clock);
    }

    /** Where the date field of the sheet goes without a script. */
    @GetMapping("/dag/kies")
    String choose(@RequestParam("dag") @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day) {
        return "redirect:/dag/" + day;
    }

    @GetMapping("/dag/{day:\\d{4}-\\d{2}-\\d{2}}")
    String day(
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        return page(attendances.runSheet(day, actor), new Problems(), model);
    }

    @GetMapping("/dag/{day:\\d{4}-\\d{2}-\\d{2}}/druk")
    String print(
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        RunSheet sheet = attendances.runSheet(day, actor);
        model.addAttribute("sheet", sheet);
        model.addAttribute("parts", parts.in(Slot.RUN_SHEET_ON_PAPER, ids(sheet.items())));
        return "bookings/dayPrint";
    }

    /** The counts come as {@code part-<id>}; {@code all} means: as booked. */
    @PostMapping("/dag/klas/{bookingId}")
    String recordClass(
            @PathVariable long bookingId,
            @RequestParam Map<String, String> form,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Map<Long, Integer> counts = new HashMap<>();
        form.forEach((name, value) -> {
            if (name.matches("part-[0-9]{1,18}")) {
                counts.put(Long.valueOf(name.substring("part-".length())), number(value));
            }
        });
        model.addAttribute("typed", counts);
        return answer(
                attendances.recordClass(bookingId, counts, form.containsKey("others"), form.containsKey("sure"), actor),
                () -> attendances.itemOfBooking(bookingId, actor),
                actor,
                request,
                response,
                model);
    }

    @PostMapping("/dag/klas/{bookingId}/terug")
    String forgetClass(
            @PathVariable long bookingId,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return answer(
                attendances.forgetClass(bookingId, actor),
                () -> attendances.itemOfBooking(bookingId, actor),
                actor,
                request,
                response,
                model);
    }

    @PostMapping("/dag/persoon/{personId}")
    String recordPerson(
            @PathVariable long personId,
            @RequestParam("sessie") long sessionId,
            @RequestParam("er") boolean present,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return answer(
                attendances.recordPerson(sessionId, personId, present, actor),
                () -> attendances.item(sessionId, actor),
                actor,
                request,
                response,
                model);
    }

    @PostMapping("/dag/sessie/{sessionId}/inloop")
    String recordWalkIns(
            @PathVariable long sessionId,
            @RequestParam("wie") Audience audience,
            @RequestParam("count") String count,
            @AuthenticationPrincipal Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return answer(
                attendances.recordWalkIns(sessionId, audience, number(count), actor),
                () -> attendances.item(sessionId, actor),
                actor,
                request,
                response,
                model);
    }

    /** What the QR of a sign-up leads to: for the team the check-in, for the visitor a word of what it is for. */
    @GetMapping("/inchecken/{code}")
    String scanned(@PathVariable String code, @AuthenticationPrincipal @Nullable Actor actor, Model model) {
        if (actor == null || !actor.is(Role.PROGRAMME_MANAGER, Role.PROFESSIONAL, Role.AMBASSADOR)) {
            return "bookings/checkInVisitor";
        }
        CheckIn checkIn = attendances.findByCode(code, actor).orElseThrow(DayController::unknown);
        model.addAttribute("checkIn", checkIn);
        model.addAttribute("code", code);
        return "bookings/checkIn";
    }

    @PostMapping("/inchecken/{code}")
    String checkIn(
            @PathVariable String code,
            @AuthenticationPrincipal @Nullable Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (actor == null) {
            throw unknown();
        }
        return answer(
                attendances.checkIn(code, actor),
                () -> attendances.findByCode(code, actor).map(CheckIn::session),
                actor,
                request,
                response,
                model);
    }

    /** @param shown the session, to be shown again when it is refused */
    private String answer(
            Outcome<Item> outcome,
            Supplier<Optional<Item>> shown,
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        boolean card = request.getHeader(CARD) != null;
        if (outcome instanceof Outcome.Done<Item> done) {
            Item item = done.value();
            if (card) {
                return card(item, new Problems(), model);
            }
            Flash.say(request, response, "day.saved");
            return "redirect:/dag/" + Dates.dayOf(item.start()) + "#sessie-" + item.sessionId();
        }
        Problems problems = ((Outcome.Refused<Item>) outcome).problems();
        Item item = shown.get().orElseThrow(DayController::unknown);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return card
                ? card(item, problems, model)
                : page(attendances.runSheet(Dates.dayOf(item.start()), actor), problems, model);
    }

    private String page(RunSheet sheet, Problems problems, Model model) {
        model.addAttribute("sheet", sheet);
        model.addAttribute("problems", problems);
        model.addAttribute("audiences", WALK_INS);
        model.addAttribute("parts", parts.in(Slot.RUN_SHEET, ids(sheet.items())));
        return "bookings/day";
    }

    private String card(Item item, Problems problems, Model model) {
        model.addAttribute("item", item);
        model.addAttribute("problems", problems);
        model.addAttribute("parts", parts.in(Slot.RUN_SHEET, ids(List.of(item))));
        model.addAttribute("audiences", WALK_INS);
        return "bookings/dayItem";
    }

    private static List<Long> ids(List<Item> items) {
        return items.stream().map(Item::sessionId).toList();
    }

    /** Anything that is no number counts as a number that is refused. */
    private static int number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : -1;
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
