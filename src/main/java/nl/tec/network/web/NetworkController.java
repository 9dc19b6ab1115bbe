package nl.tec.network.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.hub.Flash;
import nl.tec.network.Ambassador;
import nl.tec.network.Membership;
import nl.tec.network.Network;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Who is connected, for the programme maker: begin and end memberships and ambassadors. */
@Controller
class NetworkController {

    private static final String PAGE = "/beheer/netwerk";

    private final Network network;
    private final Clock clock;

    NetworkController(Network network, Clock clock) {
        this.network = network;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String list(@RequestParam(name = "zoek", defaultValue = "") String search, Model model) {
        return page(search, Map.of(), "", new Problems(), model);
    }

    @PostMapping(PAGE + "/aansluiting")
    String connect(
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Problems problems = new Problems();
        long organisation = number(typed.get("organisation")).orElseGet(() -> {
            problems.add("organisation", "network.problem.organisation");
            return 0L;
        });
        Membership.Kind kind = kind(typed.getOrDefault("kind", "")).orElseGet(() -> {
            problems.add("kind", "network.problem.kind");
            return Membership.Kind.MEMBER;
        });
        LocalDate from = day("from", typed, problems);
        LocalDate until = dayOrNone("until", typed, problems);
        Long fee = Amounts.cents(typed.getOrDefault("fee", ""), "fee", problems);
        Problems result = problems.any()
                ? problems
                : network.connect(organisation, new Network.Term(kind, from, until, fee), actor);
        return done("network.connected", typed, "connect", result, model, request, response);
    }

    @PostMapping(PAGE + "/aansluiting/{id}/einde")
    String endMembership(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Membership membership =
                network.findMembership(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Problems problems = new Problems();
        LocalDate last = day("last", typed, problems);
        Problems result = problems.any() ? problems : network.end(membership, last, actor);
        return done("network.ended", typed, "membership" + id, result, model, request, response);
    }

    @PostMapping(PAGE + "/aansluiting/{id}/verlengen")
    String renewMembership(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Membership membership =
                network.findMembership(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Problems problems = new Problems();
        LocalDate until = dayOrNone("until", typed, problems);
        Problems result = problems.any() ? problems : network.renew(membership, until, actor);
        return done("network.renewed", typed, "renew" + id, result, model, request, response);
    }

    @PostMapping(PAGE + "/ambassadeur")
    String addAmbassador(
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Problems problems = new Problems();
        LocalDate signed = day("signed", typed, problems);
        Problems result = problems.any()
                ? problems
                : network.addAmbassador(
                        typed.getOrDefault("positionNl", ""), typed.getOrDefault("positionEn", ""), signed, actor);
        return done("network.ambassadorAdded", typed, "ambassador", result, model, request, response);
    }

    @PostMapping(PAGE + "/ambassadeur/{id}/einde")
    String endAmbassador(
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal Actor actor,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Ambassador ambassador =
                network.findAmbassador(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Problems problems = new Problems();
        LocalDate last = day("last", typed, problems);
        Problems result = problems.any() ? problems : network.end(ambassador, last, actor);
        return done("network.ended", typed, "ambassador" + id, result, model, request, response);
    }

    private String done(
            String sentence,
            Map<String, String> typed,
            String form,
            Problems problems,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(typed.getOrDefault("zoek", ""), typed, form, problems, model);
        }
        Flash.say(request, response, sentence);
        return "redirect:" + PAGE;
    }

    /** @param form which of the forms on the page was refused; empty: none */
    private String page(String search, Map<String, String> typed, String form, Problems problems, Model model) {
        List<Network.Candidate> candidates = search.isBlank() ? List.of() : network.candidates(search);
        model.addAttribute("memberships", network.memberships());
        model.addAttribute("ambassadors", network.ambassadors());
        model.addAttribute("candidates", candidates);
        model.addAttribute("search", search);
        model.addAttribute("typed", typed);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("connected", network.connectedOn(LocalDate.now(clock)));
        model.addAttribute("ambassadorCount", network.ambassadorsOn(LocalDate.now(clock)));
        return "network/network";
    }

    private LocalDate day(String field, Map<String, String> typed, Problems problems) {
        try {
            return LocalDate.parse(typed.getOrDefault(field, ""));
        } catch (DateTimeParseException e) {
            problems.add(field, "network.problem.day");
            return LocalDate.now(clock);
        }
    }

    private @Nullable LocalDate dayOrNone(String field, Map<String, String> typed, Problems problems) {
        return typed.getOrDefault(field, "").isBlank() ? null : day(field, typed, problems);
    }

    private static Optional<Membership.Kind> kind(String name) {
        for (Membership.Kind kind : Membership.Kind.values()) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> number(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
