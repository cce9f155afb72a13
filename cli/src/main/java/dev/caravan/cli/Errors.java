package dev.caravan.cli;

import dev.caravan.cli.source.SourceException;
import dev.caravan.policy.weights.ModelFormatException;
import dev.caravan.runtime.CaravanException;
import dev.caravan.runtime.settings.Nearest;
import dev.caravan.runtime.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person reads when a command cannot do what it was asked: one line that says what is wrong and what is near it. */
final class Errors implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final int FAILED = 1;
    private static final int ASKED_WRONGLY = 2;

    @Override
    public int handleParseException(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        return say(command, message(error, command), ASKED_WRONGLY);
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        boolean expected = error instanceof CaravanException || error instanceof ModelFormatException;
        if (!expected) {
            LOG.atError().setCause(error).log("command failed");
            return say(command, "internal error: " + error, FAILED);
        }
        LOG.atDebug().setCause(error).log("command failed");
        boolean askedWrongly = error instanceof SettingsException
                || error instanceof SourceException
                || error instanceof ModelFormatException;
        return say(command, String.valueOf(error.getMessage()), askedWrongly ? ASKED_WRONGLY : FAILED);
    }

    private static int say(CommandLine command, String message, int status) {
        command.getErr().println("caravan: " + message.lines().findFirst().orElse(message));
        return status;
    }

    private static String message(ParameterException error, CommandLine command) {
        if (!(error instanceof UnmatchedArgumentException unmatched)) {
            return error.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help";
        }
        String word = unmatched.getUnmatched().get(0);
        boolean option = word.startsWith("-");
        List<String> known = new ArrayList<>(command.getSubcommands().keySet());
        if (option) {
            known = command.getCommandSpec().options().stream()
                    .filter(spec -> !spec.hidden())
                    .map(CommandLine.Model.OptionSpec::longestName)
                    .toList();
        }
        String kind = option ? "option" : command.getSubcommands().isEmpty() ? "argument" : "command";
        String name = command.getCommandSpec().qualifiedName();
        return "unknown " + kind + " " + word
                + Nearest.to(word, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; see " + name + " --help");
    }
}
