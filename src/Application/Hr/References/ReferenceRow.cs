using System.Runtime.InteropServices;
using System.Text.Json;
using Pinnokio.Application.Common;

namespace Pinnokio.Application.Hr.References;

/// <summary>A code with its label in the language asked for; the row says more, as its list needs it.</summary>
public sealed record ReferenceRow(string Code, string Label)
{
    /// <summary>A list as its source wrote it, which goes to the caller untouched.</summary>
    internal static Payload<IReadOnlyList<ReferenceRow>> List(JsonElement rows) => new(JsonMarshal.GetRawUtf8Value(rows).ToArray());
}
