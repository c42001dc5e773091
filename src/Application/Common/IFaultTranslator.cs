namespace Pinnokio.Application.Common;

/// <summary>Turns a technology's exception into a named error; null when it is not of that technology.</summary>
public interface IFaultTranslator
{
    AppError? Translate(Exception fault);
}
