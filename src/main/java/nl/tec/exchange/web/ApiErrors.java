package nl.tec.exchange.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.databind.json.JsonMapper;

/** What was wrong with a request to the API or a feed; all other errors are answered by the error pages, as JSON. */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
class ApiErrors {

    private final ApiAnswers answers;
    private final JsonMapper json;

    ApiErrors(ApiAnswers answers, JsonMapper json) {
        this.answers = answers;
        this.json = json;
    }

    @ExceptionHandler(InvalidInput.class)
    ResponseEntity<byte[]> invalid(InvalidInput invalid) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", answers.base() + "/open-data#ongeldige-invoer");
        problem.put("title", "Ongeldige invoer");
        problem.put("status", 400);
        problem.put(
                "detail",
                invalid.problems().size() == 1
                        ? "Eén parameter klopt niet."
                        : invalid.problems().size() + " parameters kloppen niet.");
        problem.put("errors", invalid.problems());
        HttpHeaders headers = new HttpHeaders();
        ApiAnswers.open(headers);
        return ResponseEntity.badRequest()
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(json.writeValueAsBytes(problem));
    }
}
