package nl.tec.participation.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.participation.BookClass;
import nl.tec.participation.BookingResult;
import nl.tec.participation.BookingResult.Done;
import nl.tec.participation.BookingResult.Refused;
import nl.tec.participation.BookingResult.Waiting;
import nl.tec.participation.ClassBookings;
import nl.tec.participation.Refusal;
import nl.tec.participation.SignUpFields;
import nl.tec.participation.internal.OtherDates;
import nl.tec.participation.internal.Visits;
import nl.tec.participation.internal.Visits.Proposal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Booking a class (journey 2): the third click of three. */
@Controller
@RequestMapping("/school/boeken")
class BookController {

    private final ClassBookings bookings;
    private final Visits visits;
    private final OtherDates otherDates;

    BookController(ClassBookings bookings, Visits visits, OtherDates otherDates) {
        this.bookings = bookings;
        this.visits = visits;
        this.otherDates = otherDates;
    }

    /** What it will be like, with one button to confirm. */
    @GetMapping(params = {"klas", "sessie"})
    String confirm(
            @RequestParam("klas") long classId,
            @RequestParam("sessie") long sessionId,
            @AuthenticationPrincipal Actor actor,
            Model model) {
        Proposal proposal = visits.propose(sessionId, classId, actor).orElseThrow(BookController::notFound);
        Numbers numbers =
                Numbers.of(proposal.headCounts(), proposal.plan().supervision().needed());
        return page(model, proposal, numbers, false, UUID.randomUUID(), proposal.refusal());
    }

    @PostMapping
    String book(
            @RequestParam("klas") long classId,
            @RequestParam("sessie") long sessionId,
            @RequestParam("sleutel") UUID key,
            @RequestParam MultiValueMap<String, String> form,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Numbers numbers = Numbers.of(form);
        boolean photos = form.containsKey(SignUpFields.PHOTOS);
        BookingResult result = bookings.book(
                new BookClass(sessionId, classId, numbers.headCounts(), numbers.adults(), photos, key), actor);
        if (result instanceof Done done) {
            Flash.say(request, response, "booking.flash.booked");
            return "redirect:/school/boekingen/" + done.bookingId();
        }
        if (result instanceof Waiting waiting) {
            Flash.say(request, response, "booking.flash.waiting");
            return "redirect:/school/boekingen/" + waiting.bookingId();
        }
        if (result instanceof Refused refused) {
            Optional<Proposal> proposal = visits.propose(sessionId, classId, actor);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(model, proposal.orElseThrow(BookController::notFound), numbers, photos, key, refused.refusal());
        }
        throw notFound();
    }

    private String page(
            Model model, Proposal proposal, Numbers numbers, boolean photos, UUID key, @Nullable Refusal refusal) {
        model.addAttribute("proposal", proposal);
        model.addAttribute("numbers", numbers);
        model.addAttribute("photos", photos);
        model.addAttribute("key", key.toString());
        model.addAttribute("refusal", refusal);
        model.addAttribute(
                "others",
                (refusal == null ? proposal.full() : OtherDates.help(refusal))
                        ? otherDates.forClass(proposal.facts(), proposal.pupils())
                        : null);
        return "participation/book";
    }

    static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
