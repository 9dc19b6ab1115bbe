package nl.tec.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nl.tec.hub.Texts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.support.RequestContextUtils;
import tools.jackson.databind.json.JsonMapper;

/** The responses to invalid requests to the API or a feed; all other errors are answered by the error pages, as JSON. */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
class ApiErrors {

    private final ApiAnswers answers;
    private final Texts texts;
    private final JsonMapper json;

    ApiErrors(ApiAnswers answers, Texts texts, JsonMapper json) {
        this.answers = answers;
        this.texts = texts;
        this.json = json;
    }

    @ExceptionHandler(InvalidInput.class)
    ResponseEntity<byte[]> invalid(InvalidInput invalid) {
        HttpHeaders headers = new HttpHeaders();
        ApiAnswers.open(headers);
        return problem(
                400,
                "ongeldige-invoer",
                "Ongeldige invoer",
                invalid.problems().size() == 1
                        ? "Eén parameter klopt niet."
                        : invalid.problems().size() + " parameters kloppen niet.",
                invalid.problems(),
                headers);
    }

    @ExceptionHandler(ApiProblem.class)
    ResponseEntity<byte[]> problem(ApiProblem problem, HttpServletRequest request) {
        Locale language = RequestContextUtils.getLocale(request);
        HttpHeaders headers = new HttpHeaders();
        headers.set("API-Version", ApiAnswers.VERSION);
        headers.setContentLanguage(language);
        headers.setVary(List.of(HttpHeaders.ACCEPT_LANGUAGE));
        headers.setCacheControl("no-store");
        String key = "exchange.problem." + problem.kind();
        return problem(
                problem.kind().status(),
                problem.kind().anchor(),
                texts.text(language, key + ".title"),
                texts.text(language, key + ".detail"),
                problem.faults().stream()
                        .map(fault -> new InvalidInput.Problem(
                                "body",
                                fault.pointer(),
                                fault.code(),
                                texts.text(
                                        language, fault.key(), fault.arguments().toArray())))
                        .toList(),
                headers);
    }

    private ResponseEntity<byte[]> problem(
            int status,
            String anchor,
            String title,
            String detail,
            List<InvalidInput.Problem> errors,
            HttpHeaders headers) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", answers.base() + "/open-data#" + anchor);
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        if (!errors.isEmpty()) {
            problem.put("errors", errors);
        }
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(json.writeValueAsBytes(problem));
    }
}
