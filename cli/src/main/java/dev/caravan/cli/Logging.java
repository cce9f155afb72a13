package dev.caravan.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.caravan.runtime.kafka.DeadLetters;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where logs go: to a file under the home for a person at a terminal, as JSON to standard output in a container. */
public final class Logging {

    private static final String PATTERN = "%d{ISO8601} %-5level [%thread] %logger{24} %msg %kvp%n%ex";

    private Logging() {}

    /** Everything from INFO on to a file; what degrades one of our services to standard error as well. */
    public static void toFile(Path file) {
        LoggerContext context = reset();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        attach(context, appender, pattern(context, PATTERN));
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        console.addFilter(new OursOnly());
        attach(context, console, pattern(context, "%-5level %msg %kvp%n%nopex"));
    }

    /** Everything from INFO on to standard output, one JSON object a line. */
    public static void toJson() {
        LoggerContext context = reset();
        attach(context, new ConsoleAppender<>(), new JsonEncoder());
    }

    /** Errors only, to standard error: for commands that write their result to standard output. */
    public static void quiet() {
        LoggerContext context = reset();
        context.getLogger("ROOT").setLevel(Level.ERROR);
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setTarget("System.err");
        attach(context, console, pattern(context, "%-5level %msg %kvp%n"));
    }

    private static LoggerContext reset() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger("ROOT").setLevel(Level.INFO);
        // Clients print their whole configuration, one by one.
        context.getLogger("org.apache.kafka").setLevel(Level.WARN);
        context.getLogger("kafka").setLevel(Level.WARN);
        context.getLogger("state.change.logger").setLevel(Level.WARN);
        return context;
    }

    private static Encoder<ILoggingEvent> pattern(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        return encoder;
    }

    private static void attach(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Encoder<ILoggingEvent> encoder) {
        if (encoder instanceof EncoderBase<ILoggingEvent> base) {
            base.setContext(context);
        }
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Appender<ILoggingEvent> started = appender;
        context.getLogger("ROOT").addAppender(started);
    }

    /**
     * Our own warnings: a library's trouble that matters shows in one of our services, the rest is in the file. Dead letters are
     * counted at the end of a run, instead of one by one.
     */
    private static final class OursOnly extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            String logger = event.getLoggerName();
            boolean ours = logger.startsWith("dev.caravan.") && !logger.equals(DeadLetters.class.getName());
            return ours && event.getLevel().isGreaterOrEqual(Level.WARN) ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }
}
