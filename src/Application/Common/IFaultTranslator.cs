namespace Pinnokio.Application.Common;

/// <summary>Turns a technology's exception into a named error; null when it is not of that technology.</summary>
public interface IFaultTranslator
{
    AppError? Translate(Exception fault);
}

public static class FaultTranslation
{
    /// <summary>What the first that knows the fault makes of it; null when none does.</summary>
    public static AppError? Translate(this IEnumerable<IFaultTranslator> translators, Exception fault) =>
        translators.Select(translator => translator.Translate(fault)).FirstOrDefault(error => error is not null);
}
